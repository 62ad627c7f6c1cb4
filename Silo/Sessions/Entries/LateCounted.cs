namespace Arthas.Silo.Sessions.Entries;

/// <summary>Results that came after the job's end from outside, or that its agent let go: dropped and counted.</summary>
[GenerateSerializer, Alias("arthas.entry.late-counted")]
internal sealed record LateCounted : JobEntry
{
    /// <summary>The last batch that was counted.</summary>
    [Id(0)]
    public required long LastBatch { get; init; }

    [Id(1)]
    public required long Results { get; init; }
}
