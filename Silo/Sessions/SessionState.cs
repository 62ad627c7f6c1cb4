using Arthas.Contracts.CommandLine;

namespace Arthas.Silo.Sessions;

[GenerateSerializer, Immutable, Alias("arthas.session-state")]
public sealed record SessionState
{
    [Id(0)]
    public required string Id { get; init; }

    [Id(1)]
    public string? UserId { get; init; }

    [Id(2)]
    public string? TargetId { get; init; }

    /// <summary>The <see cref="Contracts.Cluster.TargetRecord.StartTime"/> of its target.</summary>
    [Id(3)]
    public long? TargetStart { get; init; }

    /// <summary>Made for one <c>exec</c> and over with it: it is in its node's memory only, and nobody can join.</summary>
    [Id(4)]
    public bool OneTime { get; init; }

    /// <summary>How results of its commands carry the target's values.</summary>
    [Id(5)]
    public ValueForm Values { get; init; }

    [Id(6)]
    public required DateTimeOffset Created { get; init; }

    [Id(7)]
    public required DateTimeOffset LastAccess { get; init; }

    [Id(8)]
    public int Consumers { get; init; }

    /// <summary>The job that holds the session's slot; null when it accepts a command.</summary>
    [Id(9)]
    public JobState? Foreground { get; init; }
}
