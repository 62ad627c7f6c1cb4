using Arthas.Agent.Jobs;
using Arthas.Contracts.CommandLine;

namespace Arthas.Agent.Commands.Jvm;

internal sealed class JvmCommand : ICommand
{
    public CommandSpec Spec { get; } = new()
    {
        Name = "jvm",
        Summary = "Display the target runtime information.",
        Description = """
            The groups and names are those of the JVM; what they say is of the .NET runtime.

            Examples:
              jvm
            """,
    };

    public Task<CommandEnd> RunAsync(AgentJob job) => job.RunInTargetAsync();
}
