using Arthas.Silo.Wire;

namespace Arthas.Silo.Sessions.Entries;

[GenerateSerializer, Alias("arthas.entry.job")]
internal abstract record JobEntry : SessionEntry
{
    [Id(0)]
    public required int JobId { get; init; }

    /// <summary>What it adds to the job's private log.</summary>
    [Id(1)]
    public ResultBytes Private { get; init; }
}
