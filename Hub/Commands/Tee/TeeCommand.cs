using Arthas.Contracts.CommandLine;

namespace Arthas.Hub.Commands.Tee;

internal sealed class TeeCommand : IHubCommand
{
    public CommandSpec Spec { get; } = new()
    {
        Name = "tee",
        Summary = "tee command for pipes.",
        Description = """
            Results over HTTP are structured: a filter changes none of them.

            EXAMPLES:
              sysprop | tee /path/to/logfile | grep java
            """,
        Arguments = [new() { Name = "file", Description = "File path" }],
        Options = [new() { LongName = "append", ShortName = "a", Description = "Append to file", Kind = ValueKind.Flag }],
    };

    public bool IsFilter => true;

    public ValueTask<HubCommandEnd> RunAsync(HubJob job, CancellationToken cancel) =>
        ValueTask.FromResult(new HubCommandEnd(-1, "The tee command only for pipes. See 'tee --help'"));
}
