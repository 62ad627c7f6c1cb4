using Arthas.Contracts.Cluster;

namespace Arthas.Hub.Sessions;

/// <summary>One job of a session: its batches in order, its one end, and what came too late.</summary>
internal sealed class Job(NewJob start, Session owner, Terms terms)
{
    private long _lateBatch;

    /// <summary>Who holds this session alone holds its jobs alone.</summary>
    public Session Owner => owner;

    public JobKey Key => start.Key;

    public NewJob Start => start;

    public JobStatus Status { get; private set; }

    public bool HasEnded => Status == JobStatus.Terminated;

    /// <summary>The job's own log when it is private.</summary>
    public Log? Log { get; } = start.Private ? new Log(terms) : null;

    /// <summary>Beats when the private log grows, and at the end.</summary>
    public Pulse Changed { get; } = new();

    public Pulse Ended { get; } = new();

    public long LastBatch { get; private set; }

    /// <summary>The last batch that was appended or counted.</summary>
    private long LastTaken => Math.Max(LastBatch, _lateBatch);

    /// <summary>Results that came after an end from outside and were not announced yet.</summary>
    public long Late { get; private set; }

    public TimeSpan LastLate { get; private set; }

    public TimeSpan EndedAt { get; private set; }

    /// <summary>Until then it belongs to the node that took it as due.</summary>
    public TimeSpan TakenUntil { get; private set; }

    private readonly TimeSpan _started = terms.Clock.Now;

    public TimeSpan Deadline { get; } = terms.Clock.After(start.TimeLimit);

    public TimeSpan AcceptBy { get; } = terms.Clock.After(terms.Leases.Acceptance);

    public JobState State => new()
    {
        Key = Key,
        Command = start.Command,
        Status = Status,
        TargetId = start.TargetId,
        Agent = start.Agent,
        Private = start.Private,
        Background = start.Background,
        Started = terms.Clock.Utc(_started),
        Deadline = start.TimeLimit < JobDates.Longest ? terms.Clock.Utc(Deadline) : null,
        LastBatch = LastTaken,
    };

    public void Accept()
    {
        if (Status == JobStatus.Ready)
        {
            Status = JobStatus.Running;
        }
    }

    /// <summary>What is to become of a batch; one that is accepted counts from now on.</summary>
    public Appended Take(long batch, long results, TimeSpan now)
    {
        var outcome = batch <= LastBatch ? AppendOutcome.Duplicate
            : HasEnded ? AppendOutcome.Ended
            : batch == LastBatch + 1 ? AppendOutcome.Accepted
            : AppendOutcome.Gap;
        if (outcome == AppendOutcome.Accepted)
        {
            LastBatch = batch;
            Accept();
        }
        else if (outcome == AppendOutcome.Ended && batch > _lateBatch)
        {
            _lateBatch = batch;
            Late += results;
            LastLate = now;
        }

        return new Appended(outcome, LastTaken + 1);
    }

    public long TakeLate()
    {
        var late = Late;
        Late = 0;
        return late;
    }

    public void End(TimeSpan now)
    {
        Status = JobStatus.Terminated;
        EndedAt = now;
        Changed.Beat();
        Ended.Beat();
    }

    public void TakeUntil(TimeSpan moment) => TakenUntil = moment;
}
