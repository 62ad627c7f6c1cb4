using Arthas.Contracts.CommandLine;

namespace Arthas.Contracts.Cluster;

public sealed record SessionState
{
    public required string Id { get; init; }
    public string? UserId { get; init; }
    public string? TargetId { get; init; }

    /// <summary>The <see cref="TargetRecord.StartTime"/> of its target.</summary>
    public long? TargetStart { get; init; }
    public bool OneTime { get; init; }

    /// <summary>How results of its commands carry the target's values.</summary>
    public ValueForm Values { get; init; }
    public required DateTimeOffset Created { get; init; }
    public required DateTimeOffset LastAccess { get; init; }
    public int Consumers { get; init; }

    /// <summary>The job that holds the session's slot; null when it accepts a command.</summary>
    public JobState? Foreground { get; init; }
}
