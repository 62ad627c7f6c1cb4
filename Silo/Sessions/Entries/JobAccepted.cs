namespace Arthas.Silo.Sessions.Entries;

[GenerateSerializer, Alias("arthas.entry.job-accepted")]
internal sealed record JobAccepted : JobEntry;
