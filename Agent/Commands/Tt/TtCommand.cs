using Arthas.Agent.Jobs;
using Arthas.Contracts.CommandLine;

namespace Arthas.Agent.Commands.Tt;

internal sealed class TtCommand : ICommand
{
    public CommandSpec Spec { get; } = new()
    {
        Name = "tt",
        Summary = "Time Tunnel",
        Description = $"""
            Records calls (-t) and keeps them in the target, to be listed (-l), shown (-i), searched (-s), asked (-w) and
            called again (-p). Records are numbered from 1000 and shared by all sessions of the target. Of a call its
            scalars, strings and arrays are copied at its entry; every other object is kept itself: it is shown as it is
            now, and stays in memory as long as its record. 100 records are kept (-n) for 5 minutes (--keep), and none when
            the agent has gone; -l tells what they hold.

            -p calls the method again on a thread of the probe's own, with the role change only.

            {EnhancingOptions.ConditionHelp}

            Examples:
              tt -t demo.MathGame primeFactors -n 5
              tt -t demo.MathGame primeFactors 'params[0]<0' -n 3 --keep 30m
              tt -l
              tt -i 1000
              tt -i 1000 -x 2
              tt -i 1000 -w '#cost'
              tt -i 1000 -w target -x 2
              tt -s 'method.Name == "primeFactors" && isThrow'
              tt -s 'isThrow' -w 'throwExp.Message'
              tt -i 1000 -p
              tt -i 1000 -p --replay-times 3 --replay-interval 500
              tt -i 1000 -d
              tt --delete-all
            """,
        Options =
        [
            Flag("time-tunnel", "t", "Record the method invocation within time fragments"),
            Flag("list", "l", "List all the time fragments"),
            Flag("delete", "d", "Delete time fragment specified by index"),
            Flag("delete-all", null, "Delete all the time fragments"),
            new() { LongName = "index", ShortName = "i", Kind = ValueKind.Int32, Description = "Display the detailed information from specified time fragment" },
            Flag("play", "p", "Replay the time fragment specified by index"),
            new() { LongName = "replay-times", Kind = ValueKind.Int32, Description = "execution times when play tt (1 by default)" },
            new() { LongName = "replay-interval", Kind = ValueKind.Int32, Description = "replay interval for play tt with option r, in milliseconds (1000 by default)" },
            new() { LongName = "search-express", ShortName = "s", Description = "Search-expression, to search the time fragments by ognl express" },
            new() { LongName = "watch-express", ShortName = "w", Description = "watch the time fragment by ognl express" },
            new() { LongName = "expand", ShortName = "x", Kind = ValueKind.Int32, Description = "Expand level of object (1 by default), the max value is 4" },
            new() { LongName = "sizeLimit", ShortName = "M", Kind = ValueKind.Int32, Description = "Upper size limit in bytes for the result (10 * 1024 * 1024 by default)" },
            new() { LongName = "keep", Description = "How long records are kept: 5m by default, in seconds or with d, h, m, s" },
            .. EnhancingOptions.All,
        ],
        Arguments =
        [
            new() { Name = "class-pattern", Description = "Path and classname of Pattern Matching" },
            new() { Name = "method-pattern", Description = "Method of Pattern Matching" },
            new() { Name = "condition-express", Description = "Conditional expression, a boolean" },
        ],
    };

    public Task<CommandEnd> RunAsync(Job job) => job.RunInTargetAsync(weaves: job.Command.Flag("time-tunnel"));

    private static OptionSpec Flag(string name, string? letter, string description) =>
        new() { LongName = name, ShortName = letter, Kind = ValueKind.Flag, Description = description };
}
