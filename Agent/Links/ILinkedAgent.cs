using Arthas.Contracts.Cluster;
using Arthas.Contracts.Links;

namespace Arthas.Agent.Links;

/// <summary>What a link tells of the agent behind it.</summary>
internal interface ILinkedAgent
{
    AgentRecord Record { get; }

    IReadOnlyList<TargetRecord> Targets { get; }

    /// <summary>Completes at the next change of <see cref="Targets"/>.</summary>
    Task TargetsChanged { get; }

    /// <summary>A hub has let the agent in.</summary>
    void OnLinked();

    /// <summary>Those of its targets that are another agent's, and so not offered by this one.</summary>
    void OnTaken(IReadOnlyList<TakenTarget> targets);
}
