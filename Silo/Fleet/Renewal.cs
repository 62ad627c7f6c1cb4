using Arthas.Contracts.Cluster;

namespace Arthas.Silo.Fleet;

[GenerateSerializer, Immutable, Alias("arthas.renewal")]
internal sealed record Renewal
{
    [Id(0)]
    public required LinkId Link { get; init; }

    /// <summary>The agent has every letter up to this number.</summary>
    [Id(1)]
    public long Acknowledged { get; init; }

    /// <summary>The node has every letter up to this number.</summary>
    [Id(2)]
    public long Received { get; init; }

    /// <summary>What it lists now; null for no change.</summary>
    [Id(3)]
    public TargetRecord[]? Targets { get; init; }

    /// <summary>Jobs that its last batch has ended.</summary>
    [Id(4)]
    public JobKey[] Ended { get; init; } = [];
}
