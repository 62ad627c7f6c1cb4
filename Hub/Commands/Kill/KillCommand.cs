using System.Globalization;
using Arthas.Contracts.CommandLine;
using Arthas.Hub.Sessions;

namespace Arthas.Hub.Commands.Kill;

internal sealed class KillCommand(SessionClient sessions) : IHubCommand
{
    public CommandSpec Spec { get; } = new()
    {
        Name = "kill",
        Summary = "Terminate a job of this session",
        Description = """
            Ends the job as an interrupt does: what it wove is taken out, and its status is 0. The numbers are those that
            jobs lists.

            EXAMPLES:
              jobs
              kill 3
            """,
        Arguments = KillOptions.Arguments.ToSpecs(),
    };

    public bool NeedsNoSlot => true;

    public async ValueTask<HubCommandEnd> RunAsync(HubJob job, CancellationToken cancel)
    {
        if (job.Command.Value(KillOptions.JobId) is not { } text)
        {
            return new HubCommandEnd(-1, "kill: usage: kill job_id");
        }

        // As shells write it, with a percent sign, too.
        if (!int.TryParse(text.TrimStart('%'), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || number == job.Key.JobId
            || job.Session.OneTime
            || await sessions.InterruptAsync(job.Session.Id, number, cancel) is null)
        {
            return new HubCommandEnd(-1, $"{text} : no such job");
        }

        job.Result("message", json => json.WriteString("message", $"kill job {number} success"));
        return HubCommandEnd.Ok;
    }
}
