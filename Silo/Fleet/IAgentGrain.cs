using Arthas.Contracts.Cluster;

namespace Arthas.Silo.Fleet;

/// <summary>One agent, by its name: its lease, its targets, what it is to be told, and the jobs that it was given.</summary>
[Alias("arthas.agent")]
internal interface IAgentGrain : IGrainWithStringKey
{
    /// <summary>
    /// It said hello on a link; from now on this link is the one that counts for it. Another instance under the same name
    /// is refused while the link of the first is up; once that is away it has been replaced.
    /// </summary>
    [Alias("register")]
    Task<Registered> RegisterAsync(Registration registration);

    /// <summary>A heartbeat, and what has gathered since the last one.</summary>
    [Alias("renew")]
    Task<Renewed> RenewAsync(Renewal renewal);

    /// <summary>The link broke: the targets stay listed as <c>away</c> until the lease ends. Nothing when the agent is on another link.</summary>
    [Alias("away")]
    Task AwayAsync(LinkId link);

    /// <summary>False: there is no such agent (any more), or it has been away so long that its inbox is full.</summary>
    [Alias("post")]
    Task<bool> PostAsync(AgentMessage[] messages);

    /// <summary>Null when there is no such agent (any more).</summary>
    [Alias("listing")]
    Task<AgentListing?> ListingAsync();

    /// <summary>Looks after its lease, and wakes the sessions of its jobs.</summary>
    [Alias("wake")]
    Task WakeAsync();
}
