using Arthas.Contracts.CommandLine;
using Arthas.Hub.Targets;
using Arthas.Silo.Fleet;

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
        var (target, problem, _) = await targets.ChooseAsync(job.Session, job.TargetName, cancel);
        if (target is null && job.TargetName is not null && job.TargetName != job.Session.TargetId)
        {
            return new HubCommandEnd(-1, problem);
        }

        job.Result("session", json =>
        {
            if (target is not null)
            {
                json.WriteString("agentId", target.Target.Id);
            }

            json.WriteNumber("javaPid", target?.Target.Pid ?? TargetId.Pid(job.Session.TargetId) ?? Environment.ProcessId);
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
