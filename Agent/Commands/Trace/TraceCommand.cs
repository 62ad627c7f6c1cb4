using Arthas.Agent.Jobs;
using Arthas.Commands;
using Arthas.Contracts.CommandLine;

namespace Arthas.Agent.Commands.Trace;

internal sealed class TraceCommand : ICommand
{
    public CommandSpec Spec { get; } = new()
    {
        Name = "trace",
        Summary = "Trace the execution time of specified method invocation.",
        Description = $"""
            One tree for each call: what the method called, at which line, how often and how long (nanoseconds; calls of one
            method from one line are put together). Only calls within the method itself are seen; -p makes classes below it
            part of the tree. An async method's tree goes on across its awaits, to its completion.

            {ConditionHelp.Text}

            Examples:
              trace demo.MathGame run
              trace demo.MathGame run -n 1 --skipJDKMethod false
              trace demo.MathGame run '#cost>0.5' -n 3
              trace demo.MathGame run -p demo.MathGame
              trace -E demo.MathGame 'run|primeFactors' -n 5
            """,
        Options = TraceOptions.All.ToSpecs(),
        Arguments = TraceOptions.Arguments.ToSpecs(),
    };

    public Task<CommandEnd> RunAsync(AgentJob job) => job.RunInTargetAsync(weaves: true);
}
