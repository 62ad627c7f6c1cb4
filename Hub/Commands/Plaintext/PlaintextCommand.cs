using Arthas.Contracts.CommandLine;
using Arthas.Contracts.Pipes;

namespace Arthas.Hub.Commands.Plaintext;

/// <summary>By itself it is only helped with: it stands behind a <c>|</c>.</summary>
internal sealed class PlaintextCommand : IHubCommand
{
    public CommandSpec Spec => PipeFilters.Plaintext.Spec;

    public ValueTask<HubCommandEnd> RunAsync(HubJob job, CancellationToken cancel) =>
        ValueTask.FromResult(new HubCommandEnd(-1, "The plaintext command only for pipes. See 'plaintext --help'"));
}
