using System.Text.Json.Serialization;
using Arthas.Contracts.Cluster;

namespace Arthas.Contracts.Links;

/// <summary>What travels on a link. Control frames are small and go before batches that wait to be sent.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "frame")]
[JsonDerivedType(typeof(Hello), "hello")]
[JsonDerivedType(typeof(Welcome), "welcome")]
[JsonDerivedType(typeof(Heartbeat), "heartbeat")]
[JsonDerivedType(typeof(Targets), "targets")]
[JsonDerivedType(typeof(Taken), "taken")]
[JsonDerivedType(typeof(Inbox), "inbox")]
[JsonDerivedType(typeof(InboxAck), "inboxAck")]
[JsonDerivedType(typeof(BatchAck), "batchAck")]
[JsonDerivedType(typeof(Dropped), "dropped")]
[JsonDerivedType(typeof(Leave), "leave")]
public abstract record LinkFrame
{
    /// <summary>Agent to hub, first.</summary>
    public sealed record Hello(AgentRecord Agent, string? Token, IReadOnlyList<RunningJob> Running) : LinkFrame;

    /// <summary>Hub to agent: in, with where each job stands that the agent named, or out with a reason.</summary>
    public sealed record Welcome(string Node, string? Refused, IReadOnlyList<KnownJob> Jobs) : LinkFrame;

    public sealed record Heartbeat : LinkFrame;

    /// <summary>Agent to hub: the targets as they are now.</summary>
    public sealed record Targets(IReadOnlyList<TargetRecord> Now) : LinkFrame;

    /// <summary>Hub to agent: those of its targets that are another agent's, and so not listed under this one; sent when they change.</summary>
    public sealed record Taken(IReadOnlyList<TakenTarget> Now) : LinkFrame;

    /// <summary>Hub to agent: one entry of its inbox.</summary>
    public sealed record Inbox(InboxEntry Entry) : LinkFrame;

    /// <summary>Agent to hub: it has everything up to this number, jobs to run included.</summary>
    public sealed record InboxAck(long Number) : LinkFrame;

    /// <summary>Agent to hub: a batch of a job's results. The last one ends the job: its last result is the <c>status</c>. The one frame that is not JSON.</summary>
    public sealed record Batch(JobKey Job, long Number, bool Last, IReadOnlyList<Result> Results) : LinkFrame
    {
        /// <summary>The id of the target that this job took leave of: whoever works on it is to be told. Null for none.</summary>
        public string? Detached { get; init; }
    }

    /// <summary>Hub to agent: this node is about to go. The agent links to another one, and its jobs go on there.</summary>
    public sealed record Leave : LinkFrame;

    /// <summary>
    /// Agent to hub, of a job that it was told has ended: so many results were let go instead of sent. Acknowledged as the
    /// batch of this number, which is none that was sent.
    /// </summary>
    public sealed record Dropped(JobKey Job, long Number, long Results) : LinkFrame;

    /// <summary>Hub to agent: what became of a batch.</summary>
    public sealed record BatchAck(JobKey Job, Appended Appended) : LinkFrame;
}

/// <param name="Agent">Whose it is.</param>
public sealed record TakenTarget(string Id, string Agent);

/// <param name="Owner">As the hub sent it with the job (<see cref="InboxMessage.Run.Owner"/>).</param>
public sealed record RunningJob(JobKey Job, long LastBatch, string? Owner = null);

/// <param name="LastBatch">The last one that the cluster has, or counted when it came late. Null: it does not know the job (any more).</param>
/// <param name="Ended">The job is over: stop it, and say how many results that leaves.</param>
public sealed record KnownJob(JobKey Job, long? LastBatch, bool Ended = false);
