namespace Arthas.Silo.Sessions.Entries;

/// <summary>Slot, record and, in the log, echo and input status.</summary>
[GenerateSerializer, Alias("arthas.entry.job-started")]
internal sealed record JobStarted : JobEntry
{
    [Id(0)]
    public required NewJob Job { get; init; }
}
