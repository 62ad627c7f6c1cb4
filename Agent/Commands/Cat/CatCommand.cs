using Arthas.Agent.Jobs;
using Arthas.Commands;
using Arthas.Contracts.CommandLine;

namespace Arthas.Agent.Commands.Cat;

internal sealed class CatCommand : ICommand
{
    public CommandSpec Spec { get; } = new()
    {
        Name = "cat",
        Summary = "Concatenate and print files",
        Description = """
            Files of the target, with the rights of the target.

            Examples:
              cat /tmp/a.txt
              cat --encoding iso-8859-1 /tmp/a.txt /tmp/b.txt
            """,
        Options = CatOptions.All.ToSpecs(),
        Arguments = CatOptions.Arguments.ToSpecs(),
    };

    public Task<CommandEnd> RunAsync(AgentJob job) => job.RunInTargetAsync();
}
