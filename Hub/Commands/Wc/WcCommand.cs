using Arthas.Contracts.CommandLine;
using Arthas.Contracts.Pipes;

namespace Arthas.Hub.Commands.Wc;

/// <summary>By itself it is only helped with: it stands behind a <c>|</c>.</summary>
internal sealed class WcCommand : IHubCommand
{
    public CommandSpec Spec => PipeFilters.Wc.Spec;

    public ValueTask<HubCommandEnd> RunAsync(HubJob job, CancellationToken cancel) =>
        ValueTask.FromResult(new HubCommandEnd(-1, "The wc command only for pipes. See 'wc --help'"));
}
