using Arthas.Contracts.Cluster;
using Arthas.Silo.Sessions;

namespace Arthas.Hub.Api;

internal sealed record ApiBody
{
    public string? Command { get; init; }
    public long? CreateTime { get; init; }
    public int? JobId { get; init; }
    public JobStatus? JobStatus { get; init; }
    public long? LastAccessTime { get; init; }

    /// <summary>What the client may send as <c>afterSeq</c> with its next pull.</summary>
    public long? LastSeq { get; init; }

    /// <summary>Results that the log could not keep until this consumer (or <c>exec</c>) asked for them; null for none.</summary>
    public long? Missed { get; init; }

    public int? Pid { get; init; }
    public IReadOnlyList<Result>? Results { get; init; }
    public bool? TimeExpired { get; init; }

    /// <summary>Milliseconds, when <see cref="TimeExpired"/>.</summary>
    public int? Timeout { get; init; }
}
