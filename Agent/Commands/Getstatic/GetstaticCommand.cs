using Arthas.Agent.Jobs;
using Arthas.Commands;
using Arthas.Contracts.CommandLine;

namespace Arthas.Agent.Commands.Getstatic;

internal sealed class GetstaticCommand : ICommand
{
    public CommandSpec Spec { get; } = new()
    {
        Name = "getstatic",
        Summary = "Show the static field of a class",
        Description = """
            Constants and static auto-properties are fields, too. The express is looked up in the field's value.

            Examples:
              getstatic demo.MathGame random
              getstatic -x 2 demo.MathGame *
              getstatic System.String Empty Length
              getstatic -E demo\.Math.* ran.*
            """,
        Options = GetstaticOptions.All.ToSpecs(),
        Arguments = GetstaticOptions.Arguments.ToSpecs(),
    };

    public Task<CommandEnd> RunAsync(AgentJob job) => job.RunInTargetAsync();
}
