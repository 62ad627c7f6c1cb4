using Arthas.Contracts.Cluster;

namespace Arthas.Silo.Sessions;

[GenerateSerializer, Immutable, Alias("arthas.job-state")]
public sealed record JobState
{
    [Id(0)]
    public required JobKey Key { get; init; }

    [Id(1)]
    public required string Command { get; init; }

    [Id(2)]
    public required JobStatus Status { get; init; }

    [Id(3)]
    public string? TargetId { get; init; }

    /// <summary>The agent that runs it; null for what the hub answers itself.</summary>
    [Id(4)]
    public string? Agent { get; init; }

    [Id(5)]
    public bool Private { get; init; }

    [Id(6)]
    public bool Background { get; init; }

    [Id(7)]
    public DateTimeOffset Started { get; init; }

    /// <summary>When its time limit ends it; null for one without a limit that a date could name.</summary>
    [Id(8)]
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>The last batch that was appended, or that came after the end and was counted; 0 before the first.</summary>
    [Id(9)]
    public long LastBatch { get; init; }
}
