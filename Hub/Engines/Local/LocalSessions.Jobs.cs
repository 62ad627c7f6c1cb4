using Arthas.Contracts.Cluster;

namespace Arthas.Hub.Engines.Local;

internal sealed partial class LocalSessions
{
    public ValueTask<int> NextJobIdAsync(CancellationToken cancel) => new(Interlocked.Increment(ref _lastJobId));

    public ValueTask<StartOutcome> StartJobAsync(NewJob job, CancellationToken cancel)
    {
        var outcome = With(job.Key.SessionId, s => s.StartJob(job), StartOutcome.NoSession);
        Trim();
        return new(outcome);
    }

    public ValueTask AcceptJobAsync(JobKey job, CancellationToken cancel)
    {
        With(job.SessionId, s =>
        {
            s.Job(job.JobId)?.Accept();
            return true;
        }, false);
        return default;
    }

    public ValueTask<JobState?> JobAsync(JobKey job, CancellationToken cancel) =>
        new(With(job.SessionId, s => s.Job(job.JobId)?.State, null));

    public ValueTask<IReadOnlyList<JobState>> RunningAsync(string sessionId, CancellationToken cancel) =>
        new(With(sessionId, s => s.Running, []));

    public ValueTask<IReadOnlyList<JobState>> JobsAsync(string agent, CancellationToken cancel)
    {
        var jobs = new List<JobState>();
        foreach (var (id, _) in _sessions)
        {
            With(id, s =>
            {
                foreach (var job in s.Jobs)
                {
                    if (!job.HasEnded && job.Start.Agent == agent)
                    {
                        jobs.Add(job.State);
                    }
                }

                return true;
            }, false);
        }

        return new(jobs);
    }

    public ValueTask<Appended> AppendAsync(JobKey job, long batch, IReadOnlyList<Result> results, CancellationToken cancel)
    {
        var appended = With(job.SessionId, s => s.Append(job.JobId, batch, results), Unknown(batch));
        Trim();
        return new(appended);
    }

    public ValueTask<Appended> EndJobAsync(JobKey job, JobEnd end, CancellationToken cancel)
    {
        var appended = With(job.SessionId, s => s.EndJob(job.JobId, end), Unknown(end.Batch ?? 0));
        Trim();
        return new(appended);
    }

    public ValueTask<Appended> DropAsync(JobKey job, long batch, long results, CancellationToken cancel) =>
        new(With(job.SessionId, s => s.Drop(job.JobId, batch, results), Unknown(batch)));

    public ValueTask ReleaseJobAsync(JobKey job, CancellationToken cancel)
    {
        With(job.SessionId, s =>
        {
            s.Release(job.JobId);
            return true;
        }, false);
        _orphans.TryRemove(job, out _);
        return default;
    }

    private static Appended Unknown(long batch) => new(AppendOutcome.Unknown, batch + 1);
}
