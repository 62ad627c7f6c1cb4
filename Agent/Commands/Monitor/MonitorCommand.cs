using Arthas.Agent.Jobs;
using Arthas.Commands;
using Arthas.Contracts.CommandLine;

namespace Arthas.Agent.Commands.Monitoring;

internal sealed class MonitorCommand : ICommand
{
    public CommandSpec Spec { get; } = new()
    {
        Name = "monitor",
        Summary = "Monitor method execution statistics, e.g. total/success/failure count, average rt, fail rate, etc.",
        Description = $"""
            One result for each cycle: how often each method was called, how often it threw, and the sum of the
            milliseconds it took (the average is cost divided by total). An async call counts when its task completes.
            -n is the number of cycles.

            {ConditionHelp.Text}

            Examples:
              monitor -c 5 demo.MathGame primeFactors
              monitor -c 5 -n 2 demo.MathGame *
              monitor -c 5 -b demo.MathGame primeFactors 'params[0]<2'
              monitor -c 1 -n 3 demo.MathGame primeFactors '#cost>0.01'
            """,
        Options = MonitorOptions.All.ToSpecs(),
        Arguments = MonitorOptions.Arguments.ToSpecs(),
    };

    public Task<CommandEnd> RunAsync(AgentJob job) => job.RunInTargetAsync(weaves: true);
}
