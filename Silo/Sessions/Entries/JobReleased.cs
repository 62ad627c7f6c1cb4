namespace Arthas.Silo.Sessions.Entries;

/// <summary>An ended job and its private log are forgotten.</summary>
[GenerateSerializer, Alias("arthas.entry.job-released")]
internal sealed record JobReleased : JobEntry;
