using Arthas.Contracts.CommandLine;

namespace Arthas.Hub.Api;

/// <summary>What <c>POST /api</c> was asked. Blank ids are null; the request id is kept as sent, because it is echoed.</summary>
internal sealed record ApiRequest
{
    public string? Action { get; init; }
    public string? Command { get; init; }
    public string? RequestId { get; init; }
    public string? SessionId { get; init; }
    public string? ConsumerId { get; init; }
    public string? UserId { get; init; }

    /// <summary>How results carry the target's values; null: as the session has it.</summary>
    public ValueForm? Values { get; init; }

    /// <summary>Milliseconds; what is not positive means the default.</summary>
    public int? ExecTimeout { get; init; }

    /// <summary>A target's id, or <c>app=…</c>, <c>host=…</c>, <c>pid=…</c>.</summary>
    public string? Target { get; init; }

    /// <summary>The target in the request's path: the one that everything here must be about. Null for none.</summary>
    public string? Bound { get; init; }

    /// <summary>What whoever asks may do. Never read from the request's body.</summary>
    public Role Role { get; init; } = Role.Observe;

    /// <summary>Sets the consumer's position before a pull.</summary>
    public long? AfterSeq { get; init; }
}
