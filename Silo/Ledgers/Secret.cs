namespace Arthas.Silo.Ledgers;

[GenerateSerializer, Immutable, Alias("arthas.secret-value")]
internal sealed record Secret([property: Id(0)] string Value);
