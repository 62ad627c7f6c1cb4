using Arthas.Contracts.CommandLine;
using Arthas.Contracts.Pipes.Filters;

namespace Arthas.Contracts.Pipes;

/// <summary>All filters.</summary>
public static class PipeFilters
{
    public static PipeFilter Grep { get; } = new(
        new CommandSpec
        {
            Name = "grep",
            Summary = "grep command for pipes.",
            Description = """
                Passes the lines that have the pattern in them; with -e the pattern is a regular expression (without
                look-around and back references, so that no line takes long). -m ends the command as well.

                EXAMPLES:
                  sysprop | grep OS
                  thread | grep -m 10 -e "TIMED_WAITING|WAITING"
                  watch demo.MathGame primeFactors '{params, throwExp}' -x 2 -n 20 | grep -B 1 Int32
                """,
            Arguments = [new() { Name = "pattern", Description = "Pattern", Required = true }],
            Options =
            [
                Flag("regex", "e", "Enable regular expression to match"),
                Flag("ignore-case", "i", "Case insensitive matching"),
                Flag("invert-match", "v", "Select non-matching lines"),
                Flag("line-number", "n", "Print line numbers"),
                Flag("count", "c", "Print only the number of lines"),
                new() { LongName = "trim-end", Description = "Remove blanks at the end of lines, true by default", Kind = ValueKind.Boolean },
                new() { LongName = "after-context", ShortName = "A", Description = "Print NUM lines of trailing context", Kind = ValueKind.Int32 },
                new() { LongName = "before-context", ShortName = "B", Description = "Print NUM lines of leading context", Kind = ValueKind.Int32 },
                new() { LongName = "context", ShortName = "C", Description = "Print NUM lines of context", Kind = ValueKind.Int32 },
                new() { LongName = "max-count", ShortName = "m", Description = "Stop after NUM selected lines", Kind = ValueKind.Int32 },
            ],
        },
        GrepFilter.ProblemOf,
        static (command, _) => new GrepFilter(command));

    public static PipeFilter Tee { get; } = new(
        new CommandSpec
        {
            Name = "tee",
            Summary = "tee command for pipes.",
            Description = """
                Passes every line, and writes it into a file of the output folder as well.

                EXAMPLES:
                  sysprop | tee sysprop.txt | grep OS
                  sysprop | tee -a sysprop.txt
                """,
            Arguments = [new() { Name = "file", Description = "Name of a file in the output folder" }],
            Options = [Flag("append", "a", "Append to file")],
        },
        static command => command.Text("file") is { } name ? OutputFolder.ProblemOf(name) : null,
        static (command, folder) => new TeeFilter(command.Text("file") is { } name ? folder.Open(name, command.Flag("append")) : null));

    public static PipeFilter Wc { get; } = new(
        new CommandSpec
        {
            Name = "wc",
            Summary = "wc command for pipes, count lines with -l.",
            Description = """
                The number of lines, when the command has ended.

                EXAMPLES:
                  sysprop | wc -l
                  watch demo.MathGame primeFactors params -n 10 | grep ts= | wc -l
                """,
            Options = [Flag("lines", "l", "Print the newline count")],
        },
        static command => command.Flag("lines") ? null : "wc currently only support wc -l!",
        static (_, _) => new CountFilter());

    public static PipeFilter Plaintext { get; } = new(
        new CommandSpec
        {
            Name = "plaintext",
            Summary = "plaintext command for pipes.",
            Description = """
                Takes control sequences of terminals (colours) out of the text.

                EXAMPLES:
                  sysenv | plaintext
                """,
        },
        static _ => null,
        static (_, _) => new PlaintextFilter());

    public static IReadOnlyList<PipeFilter> All { get; } = [Grep, Tee, Wc, Plaintext];

    public static PipeFilter? Find(string name) => All.FirstOrDefault(filter => filter.Spec.Name == name);

    private static OptionSpec Flag(string name, string letter, string description) =>
        new() { LongName = name, ShortName = letter, Description = description, Kind = ValueKind.Flag };
}
