using System.Text.Json;
using Arthas.Contracts.CommandLine;
using Arthas.Probe.Expressions;

namespace Arthas.Probe.Jobs;

/// <summary>One running command in the target. All members may be called from any thread and never block.</summary>
public abstract class ProbeJob
{
    public abstract ParsedCommand Command { get; }

    /// <summary>What whoever asked may do in the target: read it, or call its code and change it.</summary>
    public abstract Role Role { get; }

    /// <summary>What results carry values and dates as.</summary>
    public virtual ValueForm Values => ValueForm.Json;

    /// <summary>
    /// Cancelled when the job ended for any reason: its own <see cref="End"/>, an interrupt, its deadline, the agent's
    /// socket closed. What the command holds in the target (listeners, timers) is released from a registration on it.
    /// </summary>
    public abstract CancellationToken Ended { get; }

    /// <summary>
    /// Sends one result: an object with <c>type</c>, <c>jobId</c> (filled in by the agent) and what <paramref name="body"/>
    /// writes into it. False when it was dropped because the agent does not keep up (it is counted and announced), or
    /// the job has ended.
    /// </summary>
    public abstract bool Result<TState>(string type, TState state, Action<Utf8JsonWriter, TState> body);

    /// <summary>Ends the job. Only the first call counts.</summary>
    public abstract void End(int statusCode = 0, string? message = null);
}
