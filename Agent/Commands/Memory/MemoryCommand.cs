using Arthas.Agent.Jobs;
using Arthas.Contracts.CommandLine;

namespace Arthas.Agent.Commands.Memory;

internal sealed class MemoryCommand : ICommand
{
    public CommandSpec Spec { get; } = new()
    {
        Name = "memory",
        Summary = "Display memory information of the target.",
        Description = """
            The managed heap by generation, what lies outside of it, and mapped files.

            Examples:
              memory
            """,
    };

    public Task<CommandEnd> RunAsync(AgentJob job) => job.RunInTargetAsync();
}
