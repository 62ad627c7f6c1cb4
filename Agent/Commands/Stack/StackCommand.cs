using Arthas.Agent.Jobs;
using Arthas.Commands;
using Arthas.Contracts.CommandLine;

namespace Arthas.Agent.Commands.Stack;

internal sealed class StackCommand : ICommand
{
    public CommandSpec Spec { get; } = new()
    {
        Name = "stack",
        Summary = "Display the stack trace for the specified class and method",
        Description = $"""
            One result for each call, when it has ended: who called the method. The first frame is the method itself.
            A state machine is shown as the async method it came from; an async call ends when its task completes,
            and its stack goes on with those who wait for it, each with the line of its await.

            {ConditionHelp.Text}

            Examples:
              stack demo.MathGame primeFactors
              stack demo.MathGame primeFactors 'params[0]<0' -n 2
              stack demo.MathGame primeFactors '#cost>0.1'
              stack -E 'demo\.Math.*' 'prime.*|print' -n 3
              stack demo.MathGame -n 1
            """,
        Options = StackOptions.All.ToSpecs(),
        Arguments = StackOptions.Arguments.ToSpecs(),
    };

    public Task<CommandEnd> RunAsync(AgentJob job) => job.RunInTargetAsync(weaves: true);
}
