using Arthas.Contracts.CommandLine;

namespace Arthas.Hub.Commands.Version;

internal sealed class VersionCommand : IHubCommand
{
    public CommandSpec Spec { get; } = new()
    {
        Name = "version",
        Summary = "Display Arthas version",
        Description = """
            EXAMPLES:
              version
            """,
    };

    public ValueTask<HubCommandEnd> RunAsync(HubJob job, CancellationToken cancel)
    {
        job.Result("version", json => json.WriteString("version", Product.Version));
        return ValueTask.FromResult(HubCommandEnd.Ok);
    }
}
