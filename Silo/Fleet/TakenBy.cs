namespace Arthas.Silo.Fleet;

/// <param name="Agent">Whose it is.</param>
[GenerateSerializer, Immutable, Alias("arthas.taken-by")]
internal readonly record struct TakenBy([property: Id(0)] string TargetId, [property: Id(1)] string Agent);
