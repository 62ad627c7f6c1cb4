namespace Arthas.Silo.Index;

[GenerateSerializer, Immutable, Alias("arthas.indexed-session")]
internal sealed record IndexedSession([property: Id(0)] string Id, [property: Id(1)] string? TargetId);
