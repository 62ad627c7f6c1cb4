namespace Arthas.Contracts.Cluster;

/// <param name="SessionId">A version 4 UUID from a cryptographic source, in text with dashes.</param>
/// <param name="ConsumerId">32 hex digits, <c>_</c> and the session's count of consumers from 1; null for a one-time session.</param>
public sealed record OpenedSession(string SessionId, string? ConsumerId);
