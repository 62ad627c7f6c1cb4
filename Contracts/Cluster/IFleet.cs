namespace Arthas.Contracts.Cluster;

/// <summary>
/// Agents and their targets under leases, and an inbox per agent; looked up from every hub node. A target is the agent's
/// that listed it first, until that one lists it no more or is lost: others' lists are taken without it.
/// </summary>
public interface IFleet
{
    /// <summary>
    /// An agent said hello on a link; from now on this link is the one that counts for it. Another instance under the
    /// same name is refused while the link of the first is up; once that is away it has been replaced.
    /// </summary>
    ValueTask<RegisterOutcome> RegisterAsync(AgentRecord agent, LinkId link, CancellationToken cancel);

    /// <summary>A heartbeat, with the targets when they changed. False: the agent is not (any more) on this link; close it.</summary>
    ValueTask<bool> RenewAsync(string agent, LinkId link, IReadOnlyList<TargetRecord>? targets, CancellationToken cancel);

    /// <summary>The link broke: the targets stay listed as <c>away</c> until the lease ends. Nothing when the agent is on another link.</summary>
    ValueTask AwayAsync(string agent, LinkId link, CancellationToken cancel);

    ValueTask<IReadOnlyList<AgentRecord>> AgentsAsync(CancellationToken cancel);

    /// <summary>One agent that is not lost; null when there is none of this name.</summary>
    async ValueTask<AgentRecord?> AgentAsync(string agent, CancellationToken cancel) =>
        (await AgentsAsync(cancel)).FirstOrDefault(known => known.Name == agent);

    ValueTask<IReadOnlyList<TargetState>> TargetsAsync(CancellationToken cancel);

    ValueTask<TargetState?> TargetAsync(string targetId, CancellationToken cancel);

    /// <summary>
    /// Puts a message into the agent's inbox: delivered at least once, in order, by the node that holds its link.
    /// False: no such agent, or it has been away so long that its inbox is full.
    /// </summary>
    ValueTask<bool> PostAsync(string agent, InboxMessage message, CancellationToken cancel);

    /// <summary>
    /// Messages after <paramref name="after"/> (0: all that are not acknowledged), waiting up to
    /// <paramref name="wait"/> for the first. Null: no such agent (any more).
    /// </summary>
    ValueTask<IReadOnlyList<InboxEntry>?> ReadInboxAsync(string agent, long after, TimeSpan wait, CancellationToken cancel);

    /// <summary>The agent has everything up to <paramref name="number"/>.</summary>
    ValueTask AcknowledgeInboxAsync(string agent, long number, CancellationToken cancel);

    /// <summary>
    /// Agents whose lease ended. Each is answered to one caller, and again after a while (to whomever asks then) until
    /// <see cref="ForgetAsync"/> says that its jobs have been ended.
    /// </summary>
    ValueTask<IReadOnlyList<string>> TakeLostAsync(CancellationToken cancel);

    /// <summary>Removes a lost agent and its inbox; nothing when it has come back.</summary>
    ValueTask ForgetAsync(string agent, CancellationToken cancel);
}
