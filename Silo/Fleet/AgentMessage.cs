using Arthas.Contracts.Cluster;
using Arthas.Silo.Nodes;
using Arthas.Silo.Sessions;

namespace Arthas.Silo.Fleet;

/// <summary>What an agent is to be told. It may be told twice: running is deduplicated by the job, the others do nothing the second time.</summary>
[GenerateSerializer, Immutable, Alias("arthas.agent-message")]
internal sealed record AgentMessage
{
    [Id(0)]
    public required AgentMessageKind Kind { get; init; }

    [Id(1)]
    public required JobKey Job { get; init; }

    /// <summary>To run: the target.</summary>
    [Id(2)]
    public string? TargetId { get; init; }

    /// <summary>To run: for so long.</summary>
    [Id(3)]
    public TimeSpan TimeLimit { get; init; }

    [Id(4)]
    public RunOrder? Run { get; init; }

    /// <summary>The node that has the one-time session of this job in its memory; null for a job whose session is a grain.</summary>
    [Id(5)]
    public IHubNode? Owner { get; init; }

    public static AgentMessage ToRun(JobKey job, NewJob start, IHubNode? owner = null) => new()
    {
        Kind = AgentMessageKind.Run,
        Job = job,
        TargetId = start.TargetId,
        TimeLimit = start.TimeLimit,
        Run = start.Run,
        Owner = owner,
    };

    public static AgentMessage ToInterrupt(JobKey job) => new() { Kind = AgentMessageKind.Interrupt, Job = job };

    public static AgentMessage ToStop(JobKey job) => new() { Kind = AgentMessageKind.Stop, Job = job };

    /// <summary>As it goes over the link.</summary>
    /// <param name="owner">In text; what <see cref="Owner"/> is.</param>
    /// <param name="trace">The <c>traceparent</c> of what brings it; null where nobody traces.</param>
    public InboxMessage ToInbox(string? owner, string? trace) => Kind switch
    {
        AgentMessageKind.Interrupt => new InboxMessage.Interrupt(Job),
        AgentMessageKind.Stop => new InboxMessage.Stop(Job),
        _ => new InboxMessage.Run(Job, TargetId!, Run!.Words, TimeLimit, Run.Role)
        {
            TargetStart = Run.TargetStart,
            Values = Run.Values,
            Pipe = Run.Pipe,
            Trace = trace ?? Run.Trace,
            Owner = owner,
        },
    };
}
