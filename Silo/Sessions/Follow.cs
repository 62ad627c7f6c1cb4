using Arthas.Silo.Nodes;

namespace Arthas.Silo.Sessions;

/// <summary>A node hears of a session's results from now on, and tells of the consumers that it serves. To be repeated: it is forgotten after a while.</summary>
[GenerateSerializer, Immutable, Alias("arthas.follow")]
internal sealed record Follow
{
    [Id(0)]
    public required IHubNode Node { get; init; }

    /// <summary>It has everything up to here; -1 for nothing.</summary>
    [Id(1)]
    public long AfterSeq { get; init; } = -1;

    /// <summary>It knows the consumers as they were at this version; -1 for none.</summary>
    [Id(2)]
    public int ConsumersVersion { get; init; } = -1;

    [Id(3)]
    public ConsumerSighting[] Sightings { get; init; } = [];

    /// <summary>The node's own silo; null for a node without one.</summary>
    [Id(4)]
    public SiloAddress? Silo { get; init; }
}
