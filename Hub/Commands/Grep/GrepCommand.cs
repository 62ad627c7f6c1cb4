using Arthas.Contracts.CommandLine;

namespace Arthas.Hub.Commands.Grep;

/// <summary>A filter: by itself it has nothing to read.</summary>
internal sealed class GrepCommand : IHubCommand
{
    public CommandSpec Spec { get; } = new()
    {
        Name = "grep",
        Summary = "grep command for pipes.",
        Description = """
            EXAMPLES:
              sysprop | grep java
            """,
        Arguments = [new() { Name = "pattern", Description = "Pattern", Required = true }],
    };

    public ValueTask<HubCommandEnd> RunAsync(HubJob job, CancellationToken cancel) =>
        ValueTask.FromResult(new HubCommandEnd(-1, "The grep command only for pipes. See 'grep --help'\n"));
}
