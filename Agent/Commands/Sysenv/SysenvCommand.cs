using Arthas.Agent.Jobs;
using Arthas.Commands;
using Arthas.Contracts.CommandLine;

namespace Arthas.Agent.Commands.Sysenv;

internal sealed class SysenvCommand : ICommand
{
    public CommandSpec Spec { get; } = new()
    {
        Name = "sysenv",
        Summary = "Display the system env.",
        Description = """
            Examples:
              sysenv
              sysenv USER
            """,
        Arguments = SysenvOptions.Arguments.ToSpecs(),
    };

    public Task<CommandEnd> RunAsync(AgentJob job) => job.RunInTargetAsync();
}
