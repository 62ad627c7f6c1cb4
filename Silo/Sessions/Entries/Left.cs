namespace Arthas.Silo.Sessions.Entries;

/// <summary>Consumers that were idle too long.</summary>
[GenerateSerializer, Alias("arthas.entry.left")]
internal sealed record Left : SessionEntry
{
    [Id(0)]
    public required string[] ConsumerIds { get; init; }
}
