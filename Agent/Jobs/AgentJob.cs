using System.Text.Json;
using Arthas.Agent.Targets;
using Arthas.Contracts.CommandLine;
using Arthas.Contracts.Probes;

namespace Arthas.Agent.Jobs;

/// <summary>One running command in the agent.</summary>
public abstract class AgentJob
{
    public abstract ParsedCommand Command { get; }

    /// <summary>What results carry the target's values and dates as.</summary>
    public virtual ValueForm Values => ValueForm.Json;

    /// <summary>The process this job is about.</summary>
    public abstract Target Target { get; }

    /// <summary>Cancelled by an interrupt, the deadline, or the agent's own stop.</summary>
    public abstract CancellationToken Ended { get; }

    /// <summary>Adds one result: <c>type</c>, <c>jobId</c> and what <paramref name="body"/> writes into the same object.</summary>
    public abstract void Result(string type, Action<Utf8JsonWriter> body);

    /// <summary>
    /// Runs the half of this command that lives in the target (attaching first where that has not happened, and
    /// bringing the native port in when <paramref name="weaves"/>), and passes its results on.
    /// </summary>
    public abstract Task<CommandEnd> RunInTargetAsync(bool weaves = false);

    /// <summary>As <see cref="RunInTargetAsync"/>, for a command that makes its own results of what its half in the target answers.</summary>
    public abstract Task<CommandEnd> AskTargetAsync(Action<ProbeResult> answer);

    /// <summary>Takes everything of ours out of the target: its jobs end, its methods are as they were, the probe's socket is closed.</summary>
    public abstract Task DetachAsync();
}
