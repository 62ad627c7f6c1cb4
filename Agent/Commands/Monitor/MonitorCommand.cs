using Arthas.Agent.Jobs;
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

            {EnhancingOptions.ConditionHelp}

            Examples:
              monitor -c 5 demo.MathGame primeFactors
              monitor -c 5 -n 2 demo.MathGame *
              monitor -c 5 -b demo.MathGame primeFactors 'params[0]<2'
              monitor -c 1 -n 3 demo.MathGame primeFactors '#cost>0.01'
            """,
        Options =
        [
            new() { LongName = "cycle", ShortName = "c", Kind = ValueKind.Int32, Description = "The monitor interval (in seconds), 60 seconds by default" },
            new() { LongName = "before", ShortName = "b", Kind = ValueKind.Flag, Description = "Evaluate the condition-express before method invoke" },
            .. EnhancingOptions.WithoutLetter("c"),
        ],
        Arguments =
        [
            new() { Name = "class-pattern", Required = true, Description = "Path and classname of Pattern Matching" },
            new() { Name = "method-pattern", Required = true, Description = "Method of Pattern Matching" },
            new() { Name = "condition-express", Description = "Conditional expression, a boolean" },
        ],
    };

    public Task<CommandEnd> RunAsync(Job job) => job.RunInTargetAsync(weaves: true);
}
