namespace Arthas.Silo.Sessions.Entries;

/// <summary>The last entry of a session.</summary>
[GenerateSerializer, Alias("arthas.entry.closed")]
internal sealed record Closed : SessionEntry;
