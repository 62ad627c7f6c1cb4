namespace Arthas.Contracts.Cluster;

public sealed record NewSession
{
    public string? UserId { get; init; }

    /// <summary>The target this session is bound to; null when only the hub itself will be asked.</summary>
    public string? TargetId { get; init; }

    /// <summary>Made for one <c>exec</c> and closed with it: no consumer, no greeting.</summary>
    public bool OneTime { get; init; }

    /// <summary>What the log starts with: message and welcome.</summary>
    public IReadOnlyList<Result> Greeting { get; init; } = [];
}

/// <param name="ConsumerId">Null for a one-time session.</param>
public sealed record OpenedSession(string SessionId, string? ConsumerId);

public sealed record SessionState
{
    public required string Id { get; init; }
    public string? UserId { get; init; }
    public string? TargetId { get; init; }
    public bool OneTime { get; init; }
    public required DateTimeOffset Created { get; init; }
    public required DateTimeOffset LastAccess { get; init; }
    public int Consumers { get; init; }
    public JobState? Foreground { get; init; }
}

public enum JobStatus
{
    Ready,
    Running,
    Terminated,
}

public sealed record JobState
{
    public required JobKey Key { get; init; }
    public required string Command { get; init; }
    public required JobStatus Status { get; init; }
    public string? TargetId { get; init; }

    /// <summary>The agent that runs it; null for what the hub answers itself.</summary>
    public string? Agent { get; init; }

    /// <summary>The last batch that was appended; 0 before the first.</summary>
    public long LastBatch { get; init; }
}

public sealed record NewJob
{
    public required JobKey Key { get; init; }
    public required string Command { get; init; }
    public string? TargetId { get; init; }
    public string? Agent { get; init; }

    /// <summary>From now; when it has passed the job is due (<see cref="DueKind.Deadline"/>).</summary>
    public required TimeSpan TimeLimit { get; init; }

    /// <summary>An <c>exec</c>: results go to a log of the job's own; the session sees only the input status change.</summary>
    public bool Private { get; init; }

    /// <summary>Does not take the foreground slot.</summary>
    public bool Background { get; init; }

    /// <summary>Put into the session's log first: the <c>command</c> result of an <c>async_exec</c>.</summary>
    public Result? Echo { get; init; }
}

public enum StartOutcome
{
    Started,

    /// <summary>The session has a foreground job.</summary>
    Busy,

    NoSession,
}

public enum AppendOutcome
{
    Accepted,

    /// <summary>This batch is in already: acknowledge it.</summary>
    Duplicate,

    /// <summary>A batch before this one is missing: send from <see cref="Appended.Expected"/>.</summary>
    Gap,

    /// <summary>The job has ended: acknowledge, stop the job.</summary>
    Ended,

    /// <summary>There is no such job (any more): acknowledge, stop the job.</summary>
    Unknown,
}

/// <param name="Expected">The next batch number.</param>
public readonly record struct Appended(AppendOutcome Outcome, long Expected);

public sealed record JobEnd
{
    /// <summary>Null when somebody other than the agent ends the job.</summary>
    public long? Batch { get; init; }

    /// <summary>What comes before the status.</summary>
    public IReadOnlyList<Result> Results { get; init; } = [];

    public required Result Status { get; init; }
}

public enum PullOutcome
{
    Ok,
    NoSession,
    NoConsumer,
}

public sealed record Pulled
{
    public required PullOutcome Outcome { get; init; }
    public IReadOnlyList<Result> Results { get; init; } = [];

    /// <summary>What to commit, and what the client may send as <c>afterSeq</c> next.</summary>
    public long LastSeq { get; init; }

    /// <summary>Results that were trimmed from the log before this consumer saw them.</summary>
    public long Missed { get; init; }
}

/// <param name="Found">False when there is no such job (any more).</param>
/// <param name="Missed">Results of this job that its log could not keep.</param>
public sealed record JobRead(bool Found, IReadOnlyList<Result> Results, long LastSeq, bool Ended, long Missed = 0);

public enum DueKind
{
    /// <summary>The job ran past its time limit: end it and tell its agent.</summary>
    Deadline,

    /// <summary>No agent took the job within its lease: end it.</summary>
    NotAccepted,

    /// <summary>Every consumer is about to lose unread results and none has pulled for a minute: interrupt the job.</summary>
    Unheard,

    /// <summary>The session was idle too long and is gone: stop <see cref="Due.Job"/> if there is one.</summary>
    SessionExpired,
}

public sealed record Due(DueKind Kind, string SessionId, JobState? Job);

/// <summary>The engine's store cannot be reached; the message says what is away and what to do.</summary>
public sealed class EngineAwayException(string message, Exception? inner = null) : Exception(message, inner);
