namespace Arthas.Silo.Sessions.Entries;

[GenerateSerializer, Alias("arthas.checkpoint.job")]
internal sealed record JobCheckpoint
{
    [Id(0)]
    public required int JobId { get; init; }

    [Id(1)]
    public required KeptEntry Started { get; init; }

    [Id(2)]
    public JobStatus Status { get; init; }

    [Id(3)]
    public long LastBatch { get; init; }

    [Id(4)]
    public long LateBatch { get; init; }

    [Id(5)]
    public long Late { get; init; }

    [Id(6)]
    public DateTimeOffset LastLate { get; init; }

    [Id(7)]
    public DateTimeOffset EndedAt { get; init; }

    [Id(8)]
    public DateTimeOffset? InterruptBy { get; init; }

    /// <summary>The oldest result of the private log that is kept.</summary>
    [Id(9)]
    public long FirstSeq { get; init; } = 1;

    [Id(10)]
    public long LastSeq { get; init; }
}
