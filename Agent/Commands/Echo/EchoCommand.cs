using Arthas.Agent.Jobs;
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
        Arguments = [new() { Name = "message", Description = "message" }],
    };

    public Task<CommandEnd> RunAsync(Job job)
    {
        if (job.Command.Text("message") is { } message)
        {
            job.Result("echo", json => json.WriteString("content", message));
        }

        return Task.FromResult(CommandEnd.Ok);
    }
}
