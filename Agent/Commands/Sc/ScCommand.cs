using Arthas.Agent.Jobs;
using Arthas.Commands;
using Arthas.Contracts.CommandLine;

namespace Arthas.Agent.Commands.Sc;

internal sealed class ScCommand : ICommand
{
    public CommandSpec Spec { get; } = new()
    {
        Name = "sc",
        Summary = "Search all the classes loaded by the target",
        Description = """
            Derived types of what matches are listed too, unless options disable-sub-class is true.

            Examples:
              sc -d demo.MathGame
              sc -d -f demo.MathGame
              sc demo.*
              sc -E demo\.Math.*
            """,
        Options = ScOptions.All.ToSpecs(),
        Arguments = ScOptions.Arguments.ToSpecs(),
    };

    public Task<CommandEnd> RunAsync(AgentJob job) => job.RunInTargetAsync();
}
