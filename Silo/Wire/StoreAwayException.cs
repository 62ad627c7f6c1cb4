namespace Arthas.Silo.Wire;

/// <summary>The store behind a silo cannot be reached: what <see cref="Contracts.Cluster.EngineAwayException"/> is called between nodes.</summary>
[GenerateSerializer, Alias("arthas.away")]
internal sealed class StoreAwayException(string message) : Exception(message);
