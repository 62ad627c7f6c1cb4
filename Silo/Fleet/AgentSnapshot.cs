using Arthas.Contracts.Cluster;
using Arthas.Silo.Nodes;

namespace Arthas.Silo.Fleet;

/// <summary>All of an agent that outlives its grain's silo; null agent: it is gone.</summary>
[GenerateSerializer, Immutable, Alias("arthas.agent-snapshot")]
internal sealed record AgentSnapshot
{
    [Id(0)]
    public AgentListing? Agent { get; init; }

    [Id(1)]
    public LinkId? Link { get; init; }

    [Id(2)]
    public IHubNode? Node { get; init; }

    [Id(3)]
    public long LastLetter { get; init; }

    [Id(4)]
    public AgentLetter[] Letters { get; init; } = [];

    [Id(5)]
    public JobKey[] Jobs { get; init; } = [];
}
