using Arthas.Silo.Nodes;

namespace Arthas.Silo.Fleet;

/// <summary>Which agent has which target, for listing and choosing. There is one, its key is 0; nodes have a copy each.</summary>
[Alias("arthas.fleet")]
internal interface IFleetGrain : IGrainWithIntegerKey
{
    /// <summary>An agent has come, or changed. Answers the agents that have those of its claims that it does not get: a target is the agent's that listed it first.</summary>
    [Alias("put")]
    Task<TakenBy[]> PutAsync(AgentListing agent);

    [Alias("remove")]
    Task RemoveAsync(string agent);

    /// <summary>The node hears of changes from now on. Null: what it has is what there is.</summary>
    [Alias("follow")]
    Task<FleetSnapshot?> FollowAsync(IHubNode node, FleetVersion known);

    /// <summary>The node is about to go: it need not be told any more, and nobody is to wait for it.</summary>
    [Alias("unfollow")]
    Task UnfollowAsync(IHubNode node);

    /// <summary>A node knows agents that the fleet does not: those that are there are listed again. Each agent's own grain says.</summary>
    [Alias("recall")]
    Task RecallAsync(string[] agents);

    /// <summary>A silo has died, or all have been started: agents and sessions that were there are woken, so that their deadlines are looked after.</summary>
    [Alias("sweep")]
    Task SweepAsync();
}
