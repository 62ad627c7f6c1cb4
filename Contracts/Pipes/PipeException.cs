namespace Arthas.Contracts.Pipes;

/// <summary>The pipe cannot go on; the message says why and what would mend it.</summary>
public sealed class PipeException(string message) : Exception(message);
