using Arthas.Contracts.Cluster;
using Arthas.Silo.Nodes;

namespace Arthas.Silo.Fleet;

[GenerateSerializer, Immutable, Alias("arthas.registration")]
internal sealed record Registration
{
    [Id(0)]
    public required AgentListing Agent { get; init; }

    [Id(1)]
    public required LinkId Link { get; init; }

    /// <summary>Holds the link.</summary>
    [Id(2)]
    public required IHubNode Node { get; init; }

    /// <summary>What it says that it runs.</summary>
    [Id(3)]
    public JobKey[] Running { get; init; } = [];
}
