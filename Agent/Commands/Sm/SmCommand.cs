using Arthas.Agent.Jobs;
using Arthas.Commands;
using Arthas.Contracts.CommandLine;

namespace Arthas.Agent.Commands.Sm;

internal sealed class SmCommand : ICommand
{
    public CommandSpec Spec { get; } = new()
    {
        Name = "sm",
        Summary = "Search the method of classes loaded by the target",
        Description = """
            Methods are named as in metadata: get_Item, op_Addition, .ctor (<init> is accepted).

            Examples:
              sm demo.MathGame
              sm -d demo.MathGame primeFactors
              sm -E demo\.Math.* prime.*
            """,
        Options = SmOptions.All.ToSpecs(),
        Arguments = SmOptions.Arguments.ToSpecs(),
    };

    public Task<CommandEnd> RunAsync(AgentJob job) => job.RunInTargetAsync();
}
