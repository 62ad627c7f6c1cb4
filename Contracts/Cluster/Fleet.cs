using System.Text.Json.Serialization;
using Arthas.Contracts.CommandLine;

namespace Arthas.Contracts.Cluster;

public sealed record AgentRecord
{
    public required string Name { get; init; }

    /// <summary>Random, made at the agent's start: tells a restart from a reconnect.</summary>
    public required string Instance { get; init; }

    public required string Version { get; init; }

    public required string Host { get; init; }

    public IReadOnlyList<CommandSpec> Catalogue { get; init; } = [];

    public IReadOnlyList<TargetRecord> Targets { get; init; } = [];
}

/// <param name="Id"><c>app_host-pid</c>.</param>
/// <param name="Runtime">Such as <c>.NET 10.0.12</c>.</param>
public sealed record TargetRecord(string Id, string App, string Host, int Pid, string Runtime);

/// <param name="State"><c>ready</c>, or <c>away</c> while the agent's link is down.</param>
public sealed record TargetState(TargetRecord Target, string Agent, string State);

/// <summary>What a hub node asks an agent to do.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "do")]
[JsonDerivedType(typeof(Run), "run")]
[JsonDerivedType(typeof(Interrupt), "interrupt")]
[JsonDerivedType(typeof(Stop), "stop")]
public abstract record InboxMessage
{
    /// <param name="Words">The command line as tokenised by the hub, command name first.</param>
    public sealed record Run(JobKey Job, string TargetId, IReadOnlyList<string> Words, TimeSpan TimeLimit) : InboxMessage;

    /// <summary>Ends the job as Ctrl-C would: with a status.</summary>
    public sealed record Interrupt(JobKey Job) : InboxMessage;

    /// <summary>The job has ended for the cluster: revert and forget it.</summary>
    public sealed record Stop(JobKey Job) : InboxMessage;
}

public sealed record InboxEntry(long Number, InboxMessage Message);
