using Arthas.Contracts.Cluster;
using Arthas.Contracts.Results;

namespace Arthas.Hub.Sessions;

internal sealed partial class Session
{
    private long _nextDue = long.MaxValue;

    /// <summary>
    /// Nothing here is due before this; may be read at any time. It is a lower bound: a lease that was renewed is
    /// reckoned anew when it would have ended, so that renewing costs nothing.
    /// </summary>
    public TimeSpan NextDue => TimeSpan.FromTicks(Volatile.Read(ref _nextDue));

    /// <summary>Takes what is due now; the session is closed after it when its own lease has ended.</summary>
    public void TakeDue(List<Due> into)
    {
        var now = _terms.Clock.Now;
        TakeDueJobs(now, into);
        foreach (var (id, consumer) in _consumers)
        {
            if (!consumer.IsParked && now - consumer.LastPull >= _terms.Leases.Consumer)
            {
                _consumers.Remove(id);
            }
        }

        if (_foreground is null && !_consumers.Values.Any(c => c.IsParked) && now - _lastAccess >= _terms.Leases.Session)
        {
            var ran = Close();
            into.AddRange(ran.Count == 0
                ? [new Due(DueKind.SessionExpired, Id, null)]
                : ran.Select(job => new Due(DueKind.SessionExpired, Id, job)));
            return;
        }

        SetNextDue();
    }

    private void TakeDueJobs(TimeSpan now, List<Due> into)
    {
        foreach (var job in _jobs.Values)
        {
            if (job.HasEnded)
            {
                Forget(job, now);
            }
            else if (now >= job.TakenUntil && Kind(job, now) is { } kind)
            {
                job.TakeUntil(now + _terms.Leases.Taken);
                into.Add(new Due(kind, Id, job.State));
            }
        }
    }

    private DueKind? Kind(Job job, TimeSpan now)
    {
        if (now >= job.Deadline)
        {
            return DueKind.Deadline;
        }

        if (job.Status == JobStatus.Ready && now >= job.AcceptBy)
        {
            return DueKind.NotAccepted;
        }

        return job == _foreground && IsUnheard(now) ? DueKind.Unheard : null;
    }

    /// <summary>With no consumer at all the job goes on, as in Arthas: somebody may yet join.</summary>
    private bool IsUnheard(TimeSpan now) =>
        _foreground is { Start.Private: false } && _consumers.Count > 0 &&
        _consumers.Values.All(c => c.IsDeaf(Log, _terms.Leases.Unheard, now));

    private TimeSpan HeardUntil() => _consumers.Count == 0
        ? TimeSpan.MaxValue
        : _consumers.Values.Max(c => c.IsParked ? _terms.Clock.Now : c.LastPull) + _terms.Leases.Unheard;

    private void Forget(Job job, TimeSpan now)
    {
        if (job.Late > 0 && now - job.LastLate >= _terms.Leases.Interrupt && job.TakeLate() is var late && job.Log is null)
        {
            var text = $"{late} results of job {job.Key.JobId} arrived after its end and were dropped.";
            Note([new MessageResult { Message = text }.ToResult()]);
        }

        if (job.Late == 0 && now - job.EndedAt >= _terms.Leases.EndedJob)
        {
            Release(job.Key.JobId);
        }
    }

    private void SetNextDue()
    {
        var leases = _terms.Leases;
        var next = _foreground is null ? _lastAccess + leases.Session : TimeSpan.MaxValue;
        foreach (var consumer in _consumers.Values)
        {
            if (!consumer.IsParked)
            {
                next = Earlier(next, consumer.LastPull + leases.Consumer);
            }
        }

        foreach (var job in _jobs.Values)
        {
            if (job.HasEnded)
            {
                next = Earlier(next, job.Late > 0 ? job.LastLate + leases.Interrupt : job.EndedAt + leases.EndedJob);
                continue;
            }

            var due = job.Status == JobStatus.Ready ? Earlier(job.AcceptBy, job.Deadline) : job.Deadline;
            next = Earlier(next, due > job.TakenUntil ? due : job.TakenUntil);
        }

        Volatile.Write(ref _nextDue, next.Ticks);
        if (_foreground is { Start.Private: false } && (Log.IsNearlyFull || Log.FirstSeq > 1))
        {
            SetNextDueAtMost(HeardAgain());
        }
    }

    /// <summary>When to look again whether the foreground job is heard; a lost consumer makes no later results wait for it.</summary>
    private TimeSpan HeardAgain()
    {
        var (until, now) = (HeardUntil(), _terms.Clock.Now);
        // Already past and still heard: the next result that is appended asks again.
        return until > now ? until : _foreground!.TakenUntil > now ? _foreground.TakenUntil : TimeSpan.MaxValue;
    }

    private void SetNextDueAtMost(TimeSpan moment)
    {
        if (moment < NextDue)
        {
            Volatile.Write(ref _nextDue, moment.Ticks);
        }
    }

    private static TimeSpan Earlier(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
