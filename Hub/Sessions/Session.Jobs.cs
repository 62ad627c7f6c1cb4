using Arthas.Contracts.Cluster;
using Arthas.Contracts.Results;

namespace Arthas.Hub.Sessions;

internal sealed partial class Session
{
    private readonly Dictionary<int, Job> _jobs = [];
    private Job? _foreground;

    public IEnumerable<Job> Jobs => _jobs.Values;

    public IReadOnlyList<JobState> Running =>
        [.. _jobs.Values.Where(job => !job.HasEnded).OrderBy(job => job.Key.JobId).Select(job => job.State)];

    public Job? Job(int jobId) => _jobs.GetValueOrDefault(jobId);

    public StartOutcome StartJob(NewJob start)
    {
        if (_jobs.ContainsKey(start.Key.JobId))
        {
            return StartOutcome.Started;
        }

        if (_foreground is not null && !start.Background)
        {
            return StartOutcome.Busy;
        }

        if (start is { Background: true, Agent: not null } && _jobs.Values.Count(IsInBackground) >= start.BackgroundLimit)
        {
            return StartOutcome.TooMany;
        }

        var job = new Job(start, this, _terms);
        _jobs.Add(start.Key.JobId, job);
        if (start.Agent is null)
        {
            job.Accept();
        }

        if (start.Echo is { } echo)
        {
            Log.Add(echo);
        }

        if (_foreground is null)
        {
            // One in the background has the slot for a moment, for clients that wait for it to be given back.
            Log.Add(InputStatus.AllowInterrupt);
            if (start.Background)
            {
                Log.Add(InputStatus.AllowInput);
            }
            else
            {
                _foreground = job;
            }
        }

        Grown();
        SetNextDueAtMost(start.Agent is null || job.Deadline < job.AcceptBy ? job.Deadline : job.AcceptBy);
        return StartOutcome.Started;
    }

    public Appended Append(int jobId, long batch, IReadOnlyList<Result> results)
    {
        if (Job(jobId) is not { } job)
        {
            return new Appended(AppendOutcome.Unknown, batch + 1);
        }

        var appended = job.Take(batch, results.Count, _terms.Clock.Now);
        if (appended.Outcome == AppendOutcome.Accepted)
        {
            Add(job, results);
        }
        else if (appended.Outcome == AppendOutcome.Ended)
        {
            SetNextDueAtMost(job.LastLate + _terms.Leases.Interrupt);
        }

        return appended;
    }

    /// <summary>Results that the agent of an ended job let go, as if they had come in this batch.</summary>
    public Appended Drop(int jobId, long batch, long results)
    {
        if (Job(jobId) is not { } job)
        {
            return new Appended(AppendOutcome.Unknown, batch + 1);
        }

        if (!job.HasEnded)
        {
            return new Appended(AppendOutcome.Gap, job.LastBatch + 1);
        }

        var taken = job.Take(batch, results, _terms.Clock.Now);
        SetNextDueAtMost(job.LastLate + _terms.Leases.Interrupt);
        return taken;
    }

    public Appended EndJob(int jobId, JobEnd end)
    {
        if (Job(jobId) is not { } job)
        {
            return new Appended(AppendOutcome.Unknown, (end.Batch ?? 0) + 1);
        }

        if (end.Batch is { } batch)
        {
            var appended = job.Take(batch, end.Results.Count, _terms.Clock.Now);
            if (appended.Outcome == AppendOutcome.Ended)
            {
                SetNextDueAtMost(job.LastLate + _terms.Leases.Interrupt);
            }

            if (appended.Outcome != AppendOutcome.Accepted)
            {
                return appended;
            }
        }
        else if (job.HasEnded)
        {
            return new Appended(AppendOutcome.Ended, job.LastBatch + 1);
        }

        Finish(job, end);
        return new Appended(AppendOutcome.Accepted, job.LastBatch + 1);
    }

    /// <summary>Forgets an ended job and its private log.</summary>
    public void Release(int jobId)
    {
        if (Job(jobId) is { HasEnded: true } job)
        {
            job.Log?.Leave();
            _jobs.Remove(jobId);
        }
    }

    /// <summary>The bytes of the largest log here that still has something to give.</summary>
    public long LargestLog() => Largest()?.Bytes ?? 0;

    /// <summary>Trims that log; answers what it freed.</summary>
    public long TrimLargest(long bytes)
    {
        var freed = Largest()?.Trim(bytes) ?? 0;
        Grown();
        return freed;
    }

    private static bool IsInBackground(Job job) => job is { HasEnded: false, Start: { Background: true, Agent: not null } };

    private Log? Largest()
    {
        var largest = Log.Count > 1 ? Log : null;
        foreach (var job in _jobs.Values)
        {
            if (job.Log is { Count: > 1 } log && log.Bytes > (largest?.Bytes ?? 0))
            {
                largest = log;
            }
        }

        return largest;
    }

    private void Add(Job job, IReadOnlyList<Result> results)
    {
        var log = job.Log ?? Log;
        foreach (var result in results)
        {
            log.Add(result);
        }

        if (job.Log is null)
        {
            Grown();
        }
        else
        {
            job.Changed.Beat();
        }
    }

    private void Finish(Job job, JobEnd end)
    {
        Add(job, [.. end.Results, end.Status]);
        job.End(_terms.Clock.Now);
        if (job == _foreground)
        {
            _foreground = null;
            Log.Add(InputStatus.AllowInput);
            Grown();
        }

        // The idle time begins when the slot is free.
        _lastAccess = _terms.Clock.Now;
        SetNextDueAtMost(job.EndedAt + _terms.Leases.EndedJob);
    }
}
