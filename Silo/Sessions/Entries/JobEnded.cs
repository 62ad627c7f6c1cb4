namespace Arthas.Silo.Sessions.Entries;

/// <summary>The job's last results and its one status, and the slot given back if it had it.</summary>
[GenerateSerializer, Alias("arthas.entry.job-ended")]
internal sealed record JobEnded : JobEntry
{
    /// <summary>Its agent's last batch; null when somebody else ended it.</summary>
    [Id(0)]
    public long? LastBatch { get; init; }
}
