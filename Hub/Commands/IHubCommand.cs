using Arthas.Contracts.CommandLine;

namespace Arthas.Hub.Commands;

/// <summary>
/// A command that the hub answers itself, without a target. The hub's own are found by their type: a class in
/// <c>Hub/Commands/NAME/</c>, whose constructor takes services. An application around the hub adds its own with
/// <see cref="HubServices.AddHubCommand{T}"/>, on every node of a cluster.
/// </summary>
public interface IHubCommand
{
    CommandSpec Spec { get; }

    /// <summary>May be asked while the session's foreground job runs: it is about jobs.</summary>
    bool NeedsNoSlot => false;

    /// <summary>What follows its name is nobody's but the caller's: the history keeps the name alone.</summary>
    bool TakesSecrets => false;

    /// <summary>Ends soon: the request waits for it.</summary>
    ValueTask<HubCommandEnd> RunAsync(HubJob job, CancellationToken cancel);
}
