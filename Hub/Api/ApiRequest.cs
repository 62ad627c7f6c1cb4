using Arthas.Contracts.CommandLine;

namespace Arthas.Hub.Api;

/// <summary>What <c>POST /api</c> was asked; filled member by member as they are read. Blank ids are null; the request id is kept as sent, because it is echoed.</summary>
internal sealed record ApiRequest
{
    public string? Action { get; set; }
    public string? Command { get; set; }
    public string? RequestId { get; set; }
    public string? SessionId { get; set; }
    public string? ConsumerId { get; set; }
    public string? UserId { get; set; }

    /// <summary>How results carry the target's values; null: as the session has it.</summary>
    public ValueForm? Values { get; set; }

    /// <summary>Milliseconds; what is not positive means the default.</summary>
    public int? ExecTimeout { get; set; }

    /// <summary>A target's id, or <c>app=…</c>, <c>host=…</c>, <c>pid=…</c>.</summary>
    public string? Target { get; set; }

    /// <summary>The target in the request's path: the one that everything here must be about. Null for none.</summary>
    public string? Bound { get; set; }

    /// <summary>What whoever asks may do. Never read from the request's body.</summary>
    public Role Role { get; set; } = Role.Observe;

    /// <summary>Sets the consumer's position before a pull.</summary>
    public long? AfterSeq { get; set; }
}
