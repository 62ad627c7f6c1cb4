using Arthas.Contracts.CommandLine;

namespace Arthas.Hub.Commands.Cls;

/// <summary>Has a meaning on a terminal only.</summary>
internal sealed class ClsCommand : IHubCommand
{
    public CommandSpec Spec { get; } = new() { Name = "cls", Summary = "Clear the screen", Hidden = true };

    public ValueTask<HubCommandEnd> RunAsync(HubJob job, CancellationToken cancel) =>
        ValueTask.FromResult(new HubCommandEnd(-1, "Command 'cls' is only support tty session."));
}
