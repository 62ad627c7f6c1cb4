using Arthas.Contracts.CommandLine;

namespace Arthas.Hub.Commands.Tee;

/// <summary>A filter: by itself it has nothing to read.</summary>
internal sealed class TeeCommand : IHubCommand
{
    public CommandSpec Spec { get; } = new()
    {
        Name = "tee",
        Summary = "tee command for pipes.",
        Description = """
            EXAMPLES:
              sysprop | tee out.txt
            """,
        Arguments = [new() { Name = "file", Description = "File path" }],
    };

    public ValueTask<HubCommandEnd> RunAsync(HubJob job, CancellationToken cancel) =>
        ValueTask.FromResult(new HubCommandEnd(-1, "The tee command only for pipes. See 'tee --help'"));
}
