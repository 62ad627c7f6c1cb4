namespace Arthas.Silo.Sessions.Entries;

[GenerateSerializer, Alias("arthas.entry.user-named")]
internal sealed record UserNamed : SessionEntry
{
    [Id(0)]
    public required string UserId { get; init; }
}
