namespace Arthas.Silo.Sessions;

/// <param name="SessionId">A version 4 UUID from a cryptographic source, in text with dashes.</param>
/// <param name="ConsumerId">32 hex digits, <c>_</c> and the session's count of consumers from 1.</param>
[GenerateSerializer, Immutable, Alias("arthas.opened-session")]
public sealed record OpenedSession([property: Id(0)] string SessionId, [property: Id(1)] string ConsumerId);
