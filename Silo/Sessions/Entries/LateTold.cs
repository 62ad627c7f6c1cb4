namespace Arthas.Silo.Sessions.Entries;

/// <summary>What came late has been announced.</summary>
[GenerateSerializer, Alias("arthas.entry.late-told")]
internal sealed record LateTold : JobEntry;
