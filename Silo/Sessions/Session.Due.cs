using Arthas.Contracts.Cluster;
using Arthas.Contracts.Results;
using Arthas.Silo.Fleet;
using Arthas.Silo.Ledgers;
using Arthas.Silo.Sessions.Entries;
using Arthas.Silo.Wire;

namespace Arthas.Silo.Sessions;

internal sealed partial class Session
{
    /// <summary>What was done longer ago than this has been told, whatever became of the silo that did it.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(1);

    /// <summary>
    /// When something here may be due. A lower bound: a lease that was renewed is reckoned anew when it would have ended,
    /// so that renewing costs nothing.
    /// </summary>
    public DateTimeOffset NextDue
    {
        get
        {
            var next = Foreground is null ? _lastAccess + terms.Leases.Session : DateTimeOffset.MaxValue;
            foreach (var consumer in _consumers.Values)
            {
                next = Earlier(next, consumer.LastPull + terms.Leases.Consumer);
            }

            foreach (var job in _jobs.Values)
            {
                next = Earlier(next, Due(job));
            }

            return CanBeUnheard && HeardUntil is { } until ? Earlier(next, until) : next;
        }
    }

    private bool CanBeUnheard =>
        Foreground is { Start.Private: false, InterruptBy: null } && _consumers.Count > 0 && (Log.IsNearlyFull || Log.FirstSeq > 1);

    /// <summary>Until then no consumer counts as deaf; null when that has passed and one of them was not, so that only a new result makes a difference.</summary>
    private DateTimeOffset? HeardUntil =>
        _consumers.Values.Max(consumer => consumer.LastPull) + terms.Leases.Unheard is var until && until > terms.Now() || IsUnheard(terms.Now()) ? until : null;

    /// <summary>Does what is due now. True when the session itself was idle for too long: it is to be closed.</summary>
    public bool DoDue()
    {
        var now = terms.Now();
        foreach (var job in _jobs.Values.ToArray())
        {
            DoDue(job, now);
        }

        string[] idle = [.. _consumers.Where(consumer => now - consumer.Value.LastPull >= terms.Leases.Consumer).Select(consumer => consumer.Key)];
        if (idle.Length > 0)
        {
            Write(new Left { At = now, ConsumerIds = idle });
        }

        return Foreground is null && now - LastHeard >= terms.Leases.Session;
    }

    /// <summary>Whoever waits with a parked pull is there.</summary>
    private DateTimeOffset LastHeard => _consumers.Values.Select(consumer => consumer.LastPull).Append(_lastAccess).Max();

    private DateTimeOffset Due(Job job)
    {
        if (job.HasEnded)
        {
            return job.Late > 0 ? job.LastLate + terms.Leases.Interrupt : job.EndedAt + terms.Leases.EndedJob;
        }

        var due = job.Status == JobStatus.Ready ? Earlier(job.AcceptBy, job.Deadline) : job.Deadline;
        return job.InterruptBy is { } interrupt ? Earlier(due, interrupt) : due;
    }

    private void DoDue(Job job, DateTimeOffset now)
    {
        if (job.HasEnded)
        {
            Forget(job, now);
        }
        else if (now >= job.Deadline)
        {
            EndJob(job.Id, -10, JobTexts.TimeLimit);
        }
        else if (now >= job.InterruptBy)
        {
            EndJob(job.Id, statusCode: 0, message: null);
        }
        else if (job.Status == JobStatus.Ready && now >= job.AcceptBy)
        {
            EndJob(job.Id, -1, JobTexts.NotAccepted);
        }
        else if (job == Foreground && CanBeUnheard && IsUnheard(now))
        {
            Note(ResultBytes.Of(new MessageResult { Message = JobTexts.Unheard }.ToResult()));
            Interrupt(job.Id);
        }
    }

    /// <summary>With no consumer at all the job goes on, as in Arthas: somebody may yet join.</summary>
    private bool IsUnheard(DateTimeOffset now) => _consumers.Values.All(consumer => consumer.IsDeaf(Log, terms.Leases.Unheard, now));

    private void Forget(Job job, DateTimeOffset now)
    {
        if (job.Late > 0 && now - job.LastLate >= terms.Leases.Interrupt)
        {
            var told = new MessageResult { Message = JobTexts.Late(job.Late, job.Id) }.ToResult();
            Write(new LateTold { At = now, JobId = job.Id, Log = job.Log is null ? ResultBytes.Of(told) : default });
        }

        if (job.Late == 0 && now - job.EndedAt >= terms.Leases.EndedJob)
        {
            Release(job.Id);
        }
    }

    /// <summary>What the history may not have got before its silo died.</summary>
    public IEnumerable<HistoryLine> RecentHistory() => _jobs.Values
        .Where(job => job.Start.HistoryLine is not null && terms.Now() - job.State.Started < Recent)
        .Select(job => new HistoryLine(job.Start.Request, job.Start.HistoryLine!));

    /// <summary>After a replay nobody knows how far its agent was told.</summary>
    private void Retell(Job job, DateTimeOffset now)
    {
        if (job.Start.Agent is null)
        {
            return;
        }

        if (job.HasEnded)
        {
            if (now - job.EndedAt < Recent)
            {
                Tell(job, AgentMessage.ToStop(job.Key));
            }

            return;
        }

        if (job.Status == JobStatus.Ready)
        {
            job.AcceptAnew(now + terms.Leases.Acceptance);
            Tell(job, AgentMessage.ToRun(job.Key, job.Start));
        }

        if (job.InterruptBy is not null)
        {
            Tell(job, AgentMessage.ToInterrupt(job.Key));
        }
    }

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
