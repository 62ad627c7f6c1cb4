using Arthas.Contracts.CommandLine;
using Arthas.Contracts.Pipes;

namespace Arthas.Hub.Commands.Grep;

/// <summary>By itself it is only helped with: it stands behind a <c>|</c>.</summary>
internal sealed class GrepCommand : IHubCommand
{
    public CommandSpec Spec => PipeFilters.Grep.Spec;

    public ValueTask<HubCommandEnd> RunAsync(HubJob job, CancellationToken cancel) =>
        ValueTask.FromResult(new HubCommandEnd(-1, "The grep command only for pipes. See 'grep --help'\n"));
}
