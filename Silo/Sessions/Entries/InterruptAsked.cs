namespace Arthas.Silo.Sessions.Entries;

[GenerateSerializer, Alias("arthas.entry.interrupt-asked")]
internal sealed record InterruptAsked : JobEntry;
