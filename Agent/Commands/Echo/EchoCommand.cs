using Arthas.Agent.Jobs;
using Arthas.Commands;
using Arthas.Contracts.CommandLine;

namespace Arthas.Agent.Commands.Echo;

internal sealed class EchoCommand : ICommand
{
    public CommandSpec Spec { get; } = new()
    {
        Name = "echo",
        Summary = "write arguments to the standard output",
        Description = """
            Examples:
              echo 'abc'
            """,
        Arguments = EchoOptions.Arguments.ToSpecs(),
    };

    public Task<CommandEnd> RunAsync(AgentJob job)
    {
        if (job.Command.Value(EchoOptions.Message) is { } message)
        {
            job.Result("echo", json => json.WriteString("content", message));
        }

        return Task.FromResult(CommandEnd.Ok);
    }
}
