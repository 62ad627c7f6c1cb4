namespace Arthas.Contracts.Cluster;

public sealed record JobEnd
{
    /// <summary>Null when somebody other than the agent ends the job.</summary>
    public long? Batch { get; init; }

    /// <summary>What comes before the status.</summary>
    public IReadOnlyList<Result> Results { get; init; } = [];

    public required Result Status { get; init; }
}
