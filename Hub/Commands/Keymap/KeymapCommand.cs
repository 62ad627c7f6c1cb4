using Arthas.Contracts.CommandLine;

namespace Arthas.Hub.Commands.Keymap;

/// <summary>Has a meaning on a terminal only.</summary>
internal sealed class KeymapCommand : IHubCommand
{
    public CommandSpec Spec { get; } = new() { Name = "keymap", Summary = "Display all the available keymap for the specified connection.", Hidden = true };

    public ValueTask<HubCommandEnd> RunAsync(HubJob job, CancellationToken cancel) =>
        ValueTask.FromResult(new HubCommandEnd(-1, "Command 'keymap' is only support tty session."));
}
