using Arthas.Contracts.CommandLine;

namespace Arthas.Hub.Commands.Grep;

internal sealed class GrepCommand : IHubCommand
{
    public CommandSpec Spec { get; } = new()
    {
        Name = "grep",
        Summary = "grep command for pipes.",
        Description = """
            Results over HTTP are structured: a filter changes none of them.

            EXAMPLES:
              sysprop | grep java
              thread | grep -m 10 -e "TIMED_WAITING|WAITING"
            """,
        Arguments = [new() { Name = "pattern", Description = "Pattern", Required = true }],
        Options =
        [
            new() { LongName = "regex", ShortName = "e", Description = "Enable regular expression to match", Kind = ValueKind.Flag },
            new() { LongName = "ignore-case", ShortName = "i", Description = "Case insensitive matching", Kind = ValueKind.Flag },
            new() { LongName = "invert-match", ShortName = "v", Description = "Select non-matching lines", Kind = ValueKind.Flag },
            new() { LongName = "line-number", ShortName = "n", Description = "Print line numbers", Kind = ValueKind.Flag },
            new() { LongName = "count", ShortName = "c", Description = "Print only the number of lines", Kind = ValueKind.Flag },
            new() { LongName = "trim-end", Description = "Remove blanks at the end of lines, true by default", Kind = ValueKind.Boolean },
            new() { LongName = "after-context", ShortName = "A", Description = "Print NUM lines of trailing context", Kind = ValueKind.Int32 },
            new() { LongName = "before-context", ShortName = "B", Description = "Print NUM lines of leading context", Kind = ValueKind.Int32 },
            new() { LongName = "context", ShortName = "C", Description = "Print NUM lines of context", Kind = ValueKind.Int32 },
            new() { LongName = "max-count", ShortName = "m", Description = "Stop after NUM selected lines", Kind = ValueKind.Int32 },
        ],
    };

    public bool IsFilter => true;

    public ValueTask<HubCommandEnd> RunAsync(HubJob job, CancellationToken cancel) =>
        ValueTask.FromResult(new HubCommandEnd(-1, "The grep command only for pipes. See 'grep --help'\n"));
}
