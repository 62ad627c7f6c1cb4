namespace Arthas.Contracts.Cluster;

/// <summary>Agents and their targets under leases, and an inbox per agent; looked up from every hub node.</summary>
public interface IFleet
{
    /// <summary>An agent said hello on a link of <paramref name="node"/>. Another instance under the same name is refused while its lease lasts.</summary>
    ValueTask<RegisterOutcome> RegisterAsync(AgentRecord agent, string node, CancellationToken cancel);

    /// <summary>A heartbeat, with the targets when they changed. False: not registered (any more), say hello again.</summary>
    ValueTask<bool> RenewAsync(string agent, string instance, IReadOnlyList<TargetRecord>? targets, CancellationToken cancel);

    /// <summary>The link broke: the targets stay listed as <c>away</c> until the lease ends.</summary>
    ValueTask AwayAsync(string agent, string instance, string node, CancellationToken cancel);

    ValueTask<IReadOnlyList<AgentRecord>> AgentsAsync(CancellationToken cancel);

    ValueTask<IReadOnlyList<TargetState>> TargetsAsync(CancellationToken cancel);

    ValueTask<TargetState?> TargetAsync(string targetId, CancellationToken cancel);

    /// <summary>Puts a message into the agent's inbox: delivered at least once, in order, by the node that holds its link. False: no such agent.</summary>
    ValueTask<bool> PostAsync(string agent, InboxMessage message, CancellationToken cancel);

    /// <summary>Messages after <paramref name="after"/>, waiting up to <paramref name="wait"/> for the first.</summary>
    ValueTask<IReadOnlyList<InboxEntry>> ReadInboxAsync(string agent, long after, TimeSpan wait, CancellationToken cancel);

    /// <summary>The agent has everything up to <paramref name="number"/>.</summary>
    ValueTask AcknowledgeInboxAsync(string agent, long number, CancellationToken cancel);

    /// <summary>Agents whose lease ended since the last call on any node; each is answered once.</summary>
    ValueTask<IReadOnlyList<string>> TakeLostAsync(CancellationToken cancel);
}

public enum RegisterOutcome
{
    Registered,

    /// <summary>Another instance holds this name and is alive.</summary>
    DuplicateName,
}
