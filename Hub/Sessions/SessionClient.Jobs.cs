using Arthas.Contracts.Cluster;
using Arthas.Silo.Sessions;
using Arthas.Silo.Wire;

namespace Arthas.Hub.Sessions;

internal sealed partial class SessionClient
{
    /// <summary>How long a node waits for news of a job before it looks itself.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(2);

    public ValueTask<StartedJob> StartAsync(string sessionId, NewJob job, CancellationToken cancel) =>
        calls.RunAsync(() => Session(sessionId).StartJobAsync(job, waiter: null), cancel);

    /// <summary>Starts a job whose end, and private log, is waited for here. The wait is to be disposed of.</summary>
    public async ValueTask<(StartedJob Started, JobWait? Wait)> StartAndWaitAsync(string sessionId, NewJob job, CancellationToken cancel)
    {
        // News of it may be here before the answer that says its number.
        using var starting = waits.Expect(sessionId);
        var started = await calls.RunAsync(() => Session(sessionId).StartJobAsync(job, node.Value), cancel);
        return (started, started.Outcome == StartOutcome.Started ? waits.Add(new JobKey(sessionId, started.JobId)) : null);
    }

    /// <summary>Waits for a job's end; false when the time is over first.</summary>
    public async ValueTask<bool> WaitEndAsync(JobWait wait, TimeSpan limit, CancellationToken cancel)
    {
        var begin = time.GetTimestamp();
        while (true)
        {
            var next = wait.Next;
            if (wait.HasEnded)
            {
                return true;
            }

            var left = limit - time.GetElapsedTime(begin);
            if (left <= TimeSpan.Zero)
            {
                return false;
            }

            var part = left < LookAgain ? left : LookAgain;
            await next.WaitAsync(TimeSpan.FromMilliseconds(Math.Ceiling(part.TotalMilliseconds)), time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancel.ThrowIfCancellationRequested();
            if (!next.IsCompleted || wait.HasGap)
            {
                await LookAsync(wait, cancel);
            }
        }
    }

    /// <summary>The jobs of one session that have not ended, in the order of their numbers.</summary>
    public async ValueTask<IReadOnlyList<JobState>> RunningAsync(string sessionId, CancellationToken cancel) =>
        SessionId.IsOne(sessionId) ? await calls.RunAsync(() => Session(sessionId).RunningAsync(), cancel) : [];

    /// <summary>Null when there is no such job; one that has ended is remembered for a while.</summary>
    public async ValueTask<JobState?> JobAsync(JobKey job, CancellationToken cancel) =>
        SessionId.IsOne(job.SessionId) ? await calls.RunAsync(() => Session(job.SessionId).JobAsync(job.JobId), cancel) : null;

    /// <summary>A job that the hub ran itself, or that nobody waits for any more, ends.</summary>
    public ValueTask<bool> EndAsync(JobKey job, int statusCode, string? message, IReadOnlyList<Result> results, CancellationToken cancel)
    {
        var bytes = ResultBytes.Of(results);
        return calls.RunAsync(() => Session(job.SessionId).EndJobAsync(job.JobId, statusCode, message, bytes), cancel);
    }

    /// <summary>
    /// Ctrl-C: the agent has a moment to send what it has and its status; then the job ends with status 0 without it.
    /// Returns when it has ended; the job, null when there was none.
    /// </summary>
    /// <param name="jobId">Null: the job in the foreground.</param>
    public async ValueTask<int?> InterruptAsync(string sessionId, int? jobId, CancellationToken cancel)
    {
        using var starting = waits.Expect(sessionId);
        if (await calls.RunAsync(() => Session(sessionId).InterruptAsync(jobId, node.Value), cancel) is not { } interrupted)
        {
            return null;
        }

        using var wait = waits.Add(new JobKey(sessionId, interrupted));
        await WaitEndAsync(wait, TimeSpan.FromDays(1), cancel);
        return interrupted;
    }

    /// <summary>The private log of an ended job was read.</summary>
    public ValueTask ReleaseAsync(JobKey job, CancellationToken cancel) =>
        calls.RunAsync(() => Session(job.SessionId).ReleaseAsync(job.JobId), cancel);

    private async ValueTask LookAsync(JobWait wait, CancellationToken cancel)
    {
        while (true)
        {
            var page = await calls.RunAsync(() => Session(wait.Job.SessionId).ReadJobAsync(wait.Job.JobId, wait.LastSeq, node.Value), cancel);
            wait.Take(page);
            if (page.Ended || page.Results.Count == 0)
            {
                return;
            }
        }
    }
}
