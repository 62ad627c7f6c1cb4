using Arthas.Agent.Jobs;
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
        Arguments =
        [
            new() { Name = "options-name", Description = "Option name" },
            new() { Name = "options-value", Description = "Option value" },
        ],
    };

    public Task<CommandEnd> RunAsync(Job job) => job.RunInTargetAsync();
}
