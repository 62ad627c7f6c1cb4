using Arthas.Contracts.Cluster;

namespace Arthas.Silo.Sessions;

/// <summary>What one pull answers.</summary>
internal sealed record Pulled
{
    public required PullOutcome Outcome { get; init; }

    public IReadOnlyList<Result> Results { get; init; } = [];

    /// <summary>Where the consumer stood.</summary>
    public long From { get; init; }

    /// <summary>What to commit, and what the client may send as <c>afterSeq</c> next.</summary>
    public long LastSeq { get; init; }

    /// <summary>Results that were trimmed from the log before this consumer saw them.</summary>
    public long Missed { get; init; }
}
