namespace Arthas.Silo.Sessions.Entries;

/// <summary>The silo's logs together were too large, and this one was the largest.</summary>
[GenerateSerializer, Alias("arthas.entry.trimmed")]
internal sealed record Trimmed : SessionEntry
{
    /// <summary>Whose private log; null for the session's.</summary>
    [Id(0)]
    public int? JobId { get; init; }

    /// <summary>The oldest result that is kept.</summary>
    [Id(1)]
    public required long FirstSeq { get; init; }
}
