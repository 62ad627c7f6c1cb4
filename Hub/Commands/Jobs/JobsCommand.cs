using Arthas.Contracts.CommandLine;
using Arthas.Hub.Sessions;
using Arthas.Silo.Sessions;

namespace Arthas.Hub.Commands.Jobs;

internal sealed class JobsCommand(SessionClient sessions) : IHubCommand
{
    public CommandSpec Spec { get; } = new()
    {
        Name = "jobs",
        Summary = "List the jobs of this session",
        Description = """
            The jobs of the session that run: the one in the foreground and those that were started with & at the end of
            the line. Ask with the sessionId that started them.

            EXAMPLES:
              watch demo.MathGame primeFactors params -n 1000 &
              jobs
              kill 3
            """,
    };

    public bool NeedsNoSlot => true;

    public async ValueTask<HubCommandEnd> RunAsync(HubJob job, CancellationToken cancel)
    {
        var running = job.Session.OneTime ? [] : await sessions.RunningAsync(job.Session.Id, cancel);
        job.Result("jobs", json =>
        {
            json.WriteStartArray("jobs");
            foreach (var one in running.Where(one => one.Key != job.Key))
            {
                json.WriteStartObject();
                json.WriteNumber("jobId", one.Key.JobId);
                json.WriteString("command", one.Command);
                json.WriteBoolean("foreground", !one.Background);
                json.WriteString("jobStatus", one.Status == JobStatus.Ready ? "READY" : "RUNNING");
                json.WriteNumber("startTime", one.Started.ToUnixTimeMilliseconds());
                if (one.Deadline is { } deadline)
                {
                    json.WriteNumber("timeoutDate", deadline.ToUnixTimeMilliseconds());
                }

                if (one.TargetId is { } target)
                {
                    json.WriteString("target", target);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
        return HubCommandEnd.Ok;
    }
}
