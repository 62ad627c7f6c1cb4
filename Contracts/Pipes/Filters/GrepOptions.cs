using Arthas.Contracts.CommandLine;

namespace Arthas.Contracts.Pipes.Filters;

internal static class GrepOptions
{
    public static Argument<string> Pattern { get; } = new("pattern", "Pattern") { Required = true, Default = "" };

    public static Flag Regex { get; } = new("regex", "e", "Enable regular expression to match");

    public static Flag IgnoreCase { get; } = new("ignore-case", "i", "Case insensitive matching");

    public static Flag InvertMatch { get; } = new("invert-match", "v", "Select non-matching lines");

    public static Flag LineNumber { get; } = new("line-number", "n", "Print line numbers");

    public static Flag Count { get; } = new("count", "c", "Print only the number of lines");

    public static Option<bool> TrimEnd { get; } = new("trim-end", null, "Remove blanks at the end of lines, {default} by default") { Default = true };

    public static Option<int?> AfterContext { get; } = new("after-context", "A", "Print NUM lines of trailing context");

    public static Option<int?> BeforeContext { get; } = new("before-context", "B", "Print NUM lines of leading context");

    public static Option<int?> Context { get; } = new("context", "C", "Print NUM lines of context");

    /// <summary>None, and what is not above 0, for all lines.</summary>
    public static Option<int?> MaxCount { get; } = new("max-count", "m", "Stop after NUM selected lines");

    public static IReadOnlyList<IOption> All { get; } =
        [Regex, IgnoreCase, InvertMatch, LineNumber, Count, TrimEnd, AfterContext, BeforeContext, Context, MaxCount];

    public static IReadOnlyList<IArgument> Arguments { get; } = [Pattern];
}
