namespace Arthas.Silo.Sessions.Entries;

[GenerateSerializer, Alias("arthas.entry.joined")]
internal sealed record Joined : SessionEntry
{
    [Id(0)]
    public required string ConsumerId { get; init; }

    [Id(1)]
    public required Preamble Preamble { get; init; }
}
