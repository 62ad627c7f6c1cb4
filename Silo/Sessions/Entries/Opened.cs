namespace Arthas.Silo.Sessions.Entries;

[GenerateSerializer, Alias("arthas.entry.opened")]
internal sealed record Opened : SessionEntry
{
    [Id(0)]
    public required NewSession Session { get; init; }

    [Id(1)]
    public required string FirstConsumer { get; init; }
}
