using Arthas.Contracts.Cluster;
using Arthas.Silo.Sessions.Entries;

namespace Arthas.Silo.Sessions;

/// <summary>One job of a session: its batches in order, its one end, and what came too late.</summary>
internal sealed class Job
{
    private readonly string _session;
    private readonly KeptEntry _started;
    private readonly DateTimeOffset _startedAt;

    public Job(string session, JobStarted started, KeptEntry kept, Terms terms)
    {
        (_session, _started, _startedAt) = (session, kept, started.At);
        Id = started.JobId;
        Start = started.Job;
        Deadline = After(started.At, Start.TimeLimit);
        AcceptBy = started.At + terms.Leases.Acceptance;
        Status = Start.Agent is null ? JobStatus.Running : JobStatus.Ready;
        Log = Start.Private ? new Log(terms) : null;
    }

    public int Id { get; }

    public JobKey Key => new(_session, Id);

    public NewJob Start { get; }

    public JobStatus Status { get; private set; }

    public bool HasEnded => Status == JobStatus.Terminated;

    /// <summary>The job's own log when it is private.</summary>
    public Log? Log { get; }

    public long LastBatch { get; private set; }

    public long LateBatch { get; private set; }

    /// <summary>The last batch that was appended or counted.</summary>
    public long LastTaken => Math.Max(LastBatch, LateBatch);

    /// <summary>Results that came after an end from outside and were not announced yet.</summary>
    public long Late { get; private set; }

    public DateTimeOffset LastLate { get; private set; }

    public DateTimeOffset EndedAt { get; private set; }

    public DateTimeOffset Deadline { get; }

    public DateTimeOffset AcceptBy { get; private set; }

    /// <summary>Interrupted: by then it ends without its agent.</summary>
    public DateTimeOffset? InterruptBy { get; private set; }

    public bool IsOfAgentInBackground => this is { HasEnded: false, Start: { Background: true, Agent: not null } };

    public JobState State => new()
    {
        Key = Key,
        Command = Start.Command,
        Status = Status,
        TargetId = Start.TargetId,
        Agent = Start.Agent,
        Private = Start.Private,
        Background = Start.Background,
        Started = _startedAt,
        Deadline = Deadline < DateTimeOffset.MaxValue ? Deadline : null,
        LastBatch = LastTaken,
    };

    public void Accept()
    {
        if (Status == JobStatus.Ready)
        {
            Status = JobStatus.Running;
        }
    }

    /// <summary>Its agent is asked again, and has its time again.</summary>
    public void AcceptAnew(DateTimeOffset by) => AcceptBy = by > AcceptBy ? by : AcceptBy;

    public void Took(long lastBatch)
    {
        LastBatch = lastBatch;
        Accept();
    }

    public void CountLate(long lastBatch, long results, DateTimeOffset at) => (LateBatch, Late, LastLate) = (lastBatch, Late + results, at);

    public void ToldLate() => Late = 0;

    public void Interrupted(DateTimeOffset by) => InterruptBy ??= by;

    public void End(DateTimeOffset at) => (Status, EndedAt) = (JobStatus.Terminated, at);

    public JobCheckpoint Checkpoint() => new()
    {
        JobId = Id,
        Started = _started,
        Status = Status,
        LastBatch = LastBatch,
        LateBatch = LateBatch,
        Late = Late,
        LastLate = LastLate,
        EndedAt = EndedAt,
        InterruptBy = InterruptBy,
        FirstSeq = Log?.FirstSeq ?? 1,
        LastSeq = Log?.LastSeq ?? 0,
    };

    public void Restore(JobCheckpoint at) =>
        (Status, LastBatch, LateBatch, Late, LastLate, EndedAt, InterruptBy) =
        (at.Status, at.LastBatch, at.LateBatch, at.Late, at.LastLate, at.EndedAt, at.InterruptBy);

    /// <summary>A limit that is as good as none does not overflow.</summary>
    private static DateTimeOffset After(DateTimeOffset moment, TimeSpan span) =>
        span >= JobDates.Longest ? DateTimeOffset.MaxValue : moment + span;
}
