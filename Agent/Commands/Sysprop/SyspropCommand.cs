using Arthas.Agent.Jobs;
using Arthas.Commands;
using Arthas.Contracts.CommandLine;

namespace Arthas.Agent.Commands.Sysprop;

internal sealed class SyspropCommand : ICommand
{
    public CommandSpec Spec { get; } = new()
    {
        Name = "sysprop",
        Summary = "Display and change the system properties.",
        Description = """
            AppContext data of the target, facts about its runtime, and the Java names that scripts look for. A change is made
            to the AppContext data.

            Examples:
              sysprop
              sysprop java.class.path
              sysprop production.mode true
            """,
        Arguments = SyspropOptions.Arguments.ToSpecs(),
    };

    public Task<CommandEnd> RunAsync(AgentJob job) => job.RunInTargetAsync();
}
