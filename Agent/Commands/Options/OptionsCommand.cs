using Arthas.Agent.Jobs;
using Arthas.Commands;
using Arthas.Contracts.CommandLine;

namespace Arthas.Agent.Commands.Options;

internal sealed class OptionsCommand : ICommand
{
    public CommandSpec Spec { get; } = new()
    {
        Name = "options",
        Summary = "View and change various Arthas options",
        Description = """
            Options belong to the target and are shared by all its sessions.

            Examples:
              options
              options unsafe true
            """,
        Arguments = OptionsOptions.Arguments.ToSpecs(),
    };

    public Task<CommandEnd> RunAsync(AgentJob job) => job.RunInTargetAsync();
}
