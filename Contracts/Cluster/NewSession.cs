using Arthas.Contracts.CommandLine;

namespace Arthas.Contracts.Cluster;

public sealed record NewSession
{
    public string? UserId { get; init; }

    /// <summary>The target this session is bound to; null when only the hub itself will be asked.</summary>
    public string? TargetId { get; init; }

    /// <summary>When that process started (<see cref="TargetRecord.StartTime"/>): the session is not of another one that gets its pid.</summary>
    public long? TargetStart { get; init; }

    /// <summary>Made for one <c>exec</c> and closed with it: no consumer, no greeting, nobody can join.</summary>
    public bool OneTime { get; init; }

    /// <summary>How results of its commands carry the target's values.</summary>
    public ValueForm Values { get; init; }

    /// <summary>What the log starts with: message and welcome. The engine adds ALLOW_INPUT.</summary>
    public IReadOnlyList<Result> Greeting { get; init; } = [];
}
