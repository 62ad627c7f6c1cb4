namespace Arthas.Contracts.Cluster;

/// <summary>The engine's store cannot be reached; the message says what is away and what to do.</summary>
public sealed class EngineAwayException(string message, Exception? inner = null) : Exception(message, inner);
