using Arthas.Agent.Jobs;
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
        Options = [new() { LongName = "regex", ShortName = "E", Kind = ValueKind.Flag, Description = "Enable regular expression to match (wildcard matching by default)" }],
        Arguments = [new() { Name = "class-pattern", Description = "Path and classname of Pattern Matching" }],
    };

    public Task<CommandEnd> RunAsync(Job job) => job.RunInTargetAsync();
}
