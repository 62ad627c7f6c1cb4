using Arthas.Contracts.Cluster;
using Arthas.Contracts.CommandLine;
using Arthas.Hub.Targets;

namespace Arthas.Hub.Commands.Session;

internal sealed class SessionCommand(TargetChooser targets) : IHubCommand
{
    public CommandSpec Spec { get; } = new()
    {
        Name = "session",
        Summary = "Display current session information",
        Description = """
            EXAMPLES:
              session
            """,
    };

    public async ValueTask<HubCommandEnd> RunAsync(HubJob job, CancellationToken cancel)
    {
        var target = (await targets.ChooseAsync(job.TargetName, cancel)).Target;
        job.Result("session", json =>
        {
            if (target is not null)
            {
                json.WriteString("agentId", target.Target.Id);
            }

            json.WriteNumber("javaPid", target?.Target.Pid ?? Environment.ProcessId);
            json.WriteString("sessionId", job.Session.Id);
            json.WriteBoolean("tunnelConnected", target?.State == TargetState.Ready);
            if (job.Session.UserId is { } user)
            {
                json.WriteString("userId", user);
            }
        });
        return HubCommandEnd.Ok;
    }
}
