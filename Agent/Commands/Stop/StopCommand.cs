using Arthas.Agent.Jobs;
using Arthas.Contracts.CommandLine;

namespace Arthas.Agent.Commands.Stop;

internal sealed class StopCommand : ICommand
{
    public CommandSpec Spec { get; } = new()
    {
        Name = "stop",
        Summary = "Stop/Shutdown Arthas server and exit the console.",
        Description = """
            Detaches from the target: ends every job in it, whoever started it, restores every method and closes the probe.
            Hub and agent stay; the next command attaches again.

            Examples:
              stop
            """,
        Role = Role.Change,
    };

    public async Task<CommandEnd> RunAsync(AgentJob job)
    {
        job.Result("message", json => json.WriteString("message", "Resetting all enhanced classes ..."));
        var end = await job.RunInTargetAsync();
        if (end.StatusCode != 0)
        {
            return end;
        }

        job.Result("shutdown", json =>
        {
            json.WriteBoolean("graceful", true);
            json.WriteString("message", "Arthas Server is going to shutdown...");
        });
        await job.DetachAsync();
        return CommandEnd.Ok;
    }
}
