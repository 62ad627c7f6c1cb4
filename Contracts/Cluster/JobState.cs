namespace Arthas.Contracts.Cluster;

public sealed record JobState
{
    public required JobKey Key { get; init; }
    public required string Command { get; init; }
    public required JobStatus Status { get; init; }
    public string? TargetId { get; init; }

    /// <summary>The agent that runs it; null for what the hub answers itself.</summary>
    public string? Agent { get; init; }

    public bool Private { get; init; }
    public bool Background { get; init; }
    public DateTimeOffset Started { get; init; }

    /// <summary>When its time limit ends it; null for one without a limit that a date could name.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>The last batch that was appended, or that came after the end and was counted; 0 before the first.</summary>
    public long LastBatch { get; init; }
}
