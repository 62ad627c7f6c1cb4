namespace Arthas.Silo.Sessions.Entries;

/// <summary>Results that belong to no running job.</summary>
[GenerateSerializer, Alias("arthas.entry.noted")]
internal sealed record Noted : SessionEntry;
