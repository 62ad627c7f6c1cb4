using Arthas.Contracts.CommandLine;
using Arthas.Contracts.Links;

namespace Arthas.Contracts.Cluster;

public sealed record AgentRecord
{
    public required string Name { get; init; }

    /// <summary>Random, made at the agent's start: tells a restart from a reconnect.</summary>
    public required string Instance { get; init; }

    public required string Version { get; init; }

    public required string Host { get; init; }

    /// <summary>Its own; null of an agent that does not say them.</summary>
    public LinkTimes? Times { get; init; }

    public IReadOnlyList<CommandSpec> Catalogue { get; init; } = [];

    public IReadOnlyList<TargetRecord> Targets { get; init; } = [];
}
