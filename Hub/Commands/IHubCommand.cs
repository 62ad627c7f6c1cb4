using Arthas.Contracts.CommandLine;

namespace Arthas.Hub.Commands;

/// <summary>
/// A command that the hub answers itself, without a target. Found by its type: a class in <c>Hub/Commands/NAME/</c>,
/// whose constructor takes services; nothing to register.
/// </summary>
internal interface IHubCommand
{
    CommandSpec Spec { get; }

    /// <summary>May be asked while the session's foreground job runs: it is about jobs.</summary>
    bool NeedsNoSlot => false;

    /// <summary>What follows its name is nobody's but the caller's: the history keeps the name alone.</summary>
    bool TakesSecrets => false;

    /// <summary>Ends soon: the request waits for it.</summary>
    ValueTask<HubCommandEnd> RunAsync(HubJob job, CancellationToken cancel);
}

/// <summary>How a command ended: 0 ok, -1 refused or failed by itself, 1 an error in it.</summary>
internal readonly record struct HubCommandEnd(int StatusCode, string? Message = null)
{
    public static HubCommandEnd Ok => default;
}
