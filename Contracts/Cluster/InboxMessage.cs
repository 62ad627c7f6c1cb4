using System.Text.Json.Serialization;
using Arthas.Contracts.CommandLine;
using Arthas.Contracts.Pipes;

namespace Arthas.Contracts.Cluster;

/// <summary>
/// What a hub node asks an agent to do. It may arrive twice: <see cref="Run"/> is deduplicated by its job, the others
/// do nothing the second time.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "do")]
[JsonDerivedType(typeof(Run), "run")]
[JsonDerivedType(typeof(Interrupt), "interrupt")]
[JsonDerivedType(typeof(Stop), "stop")]
public abstract record InboxMessage
{
    /// <param name="Words">The command line as tokenised by the hub, command name first.</param>
    /// <param name="Role">What whoever asked is allowed to do.</param>
    public sealed record Run(JobKey Job, string TargetId, IReadOnlyList<string> Words, TimeSpan TimeLimit, Role Role = Role.Observe) : InboxMessage
    {
        /// <summary>The <see cref="TargetRecord.StartTime"/> of the process that is meant: it may be gone, and its pid another's, when this arrives.</summary>
        public long? TargetStart { get; init; }

        /// <summary>Where the hub keeps the job, in the hub's own words; the agent says it again when it names the job. Null for a job that every node finds.</summary>
        public string? Owner { get; init; }

        /// <summary>How results carry the target's values.</summary>
        public ValueForm Values { get; init; }

        /// <summary>What the text of its results goes through; null for results as they are.</summary>
        public PipeLine? Pipe { get; init; }

        /// <summary>The W3C <c>traceparent</c> of the link that brought it; null where nobody traces.</summary>
        public string? Trace { get; init; }
    }

    /// <summary>Ends the job as Ctrl-C would: with a status.</summary>
    public sealed record Interrupt(JobKey Job) : InboxMessage;

    /// <summary>The job has ended for the cluster: revert and forget it.</summary>
    public sealed record Stop(JobKey Job) : InboxMessage;
}
