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
            Arguments = GrepOptions.Arguments.ToSpecs(),
            Options = GrepOptions.All.ToSpecs(),
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
            Arguments = TeeOptions.Arguments.ToSpecs(),
            Options = TeeOptions.All.ToSpecs(),
        },
        static command => command.Value(TeeOptions.File) is { } name ? OutputFolder.ProblemOf(name) : null,
        static (command, folder) => new TeeFilter(command.Value(TeeOptions.File) is { } name ? folder.Open(name, command.Value(TeeOptions.Append)) : null));

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
            Options = WcOptions.All.ToSpecs(),
        },
        static command => command.Value(WcOptions.Lines) ? null : "wc currently only support wc -l!",
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
}
