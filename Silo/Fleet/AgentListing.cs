using Arthas.Contracts.Cluster;

namespace Arthas.Silo.Fleet;

/// <summary>One agent as the fleet lists it.</summary>
[GenerateSerializer, Immutable, Alias("arthas.agent-listing")]
internal sealed record AgentListing
{
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>Random, made at the agent's start: tells a restart from a reconnect.</summary>
    [Id(1)]
    public required string Instance { get; init; }

    [Id(2)]
    public required string Version { get; init; }

    [Id(3)]
    public required string Host { get; init; }

    /// <summary>Names its commands: <see cref="ICatalogueGrain"/> has them.</summary>
    [Id(4)]
    public required string Catalogue { get; init; }

    /// <summary>All that it lists, those that are another agent's among them.</summary>
    [Id(5)]
    public TargetRecord[] Claims { get; init; } = [];

    /// <summary>The ids of those of its claims that are another agent's.</summary>
    [Id(6)]
    public string[] Taken { get; init; } = [];

    /// <summary>Its link is down.</summary>
    [Id(7)]
    public bool IsAway { get; init; }

    public bool IsSame(AgentListing other) =>
        (Instance, Version, Host, Catalogue, IsAway) == (other.Instance, other.Version, other.Host, other.Catalogue, other.IsAway)
        && Claims.AsSpan().SequenceEqual(other.Claims) && Taken.AsSpan().SequenceEqual(other.Taken);

    public IEnumerable<TargetRecord> Targets => Claims.Where(target => !Taken.Contains(target.Id));

    public IEnumerable<TargetState> States =>
        Targets.Select(target => new TargetState(target, Name, IsAway ? TargetState.Away : TargetState.Ready));
}
