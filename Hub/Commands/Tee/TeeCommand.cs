using Arthas.Contracts.CommandLine;
using Arthas.Contracts.Pipes;

namespace Arthas.Hub.Commands.Tee;

/// <summary>By itself it is only helped with: it stands behind a <c>|</c>.</summary>
internal sealed class TeeCommand : IHubCommand
{
    public CommandSpec Spec => PipeFilters.Tee.Spec;

    public ValueTask<HubCommandEnd> RunAsync(HubJob job, CancellationToken cancel) =>
        ValueTask.FromResult(new HubCommandEnd(-1, "The tee command only for pipes. See 'tee --help'"));
}
