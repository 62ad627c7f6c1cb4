namespace Arthas.Silo.Sessions.Entries;

/// <summary>Batches of a job, up to <see cref="LastBatch"/>.</summary>
[GenerateSerializer, Alias("arthas.entry.appended")]
internal sealed record BatchesAppended : JobEntry
{
    [Id(0)]
    public required long LastBatch { get; init; }
}
