using Arthas.Agent.Jobs;
using Arthas.Commands;
using Arthas.Contracts.CommandLine;

namespace Arthas.Agent.Commands.Reset;

internal sealed class ResetCommand : ICommand
{
    public CommandSpec Spec { get; } = new()
    {
        Name = "reset",
        Role = Role.Change,
        Summary = "Reset all the enhanced classes",
        Description = """
            Takes every listener out of every method, whichever session put it there, and restores the original bodies.

            Examples:
              reset
              reset *MathGame
              reset -E .*Game
            """,
        Options = ResetOptions.All.ToSpecs(),
        Arguments = ResetOptions.Arguments.ToSpecs(),
    };

    public Task<CommandEnd> RunAsync(AgentJob job) => job.RunInTargetAsync();
}
