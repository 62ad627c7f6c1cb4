using Arthas.Contracts.CommandLine;

namespace Arthas.Commands;

internal static class TtOptions
{
    /// <summary>How long records are kept where <see cref="Keep"/> is not given.</summary>
    public const int DefaultKeepMinutes = 5;

    public static Argument<string?> ClassPattern { get; } = ClassOptions.ClassPattern with { Description = "Path and classname of Pattern Matching" };

    public static Argument<string?> MethodPattern { get; } = ClassOptions.MethodPattern with { Description = "Method of Pattern Matching" };

    public static Flag Record { get; } = new("time-tunnel", "t", "Record the method invocation within time fragments");

    public static Flag List { get; } = new("list", "l", "List all the time fragments");

    public static Flag Delete { get; } = new("delete", "d", "Delete time fragment specified by index");

    public static Flag DeleteAll { get; } = new("delete-all", null, "Delete all the time fragments");

    public static Option<int?> Index { get; } = new("index", "i", "Display the detailed information from specified time fragment");

    public static Flag Play { get; } = new("play", "p", "Replay the time fragment specified by index");

    public static Option<int> ReplayTimes { get; } = new("replay-times", null, "execution times when play tt ({default} by default)") { Default = 1 };

    /// <summary>Milliseconds.</summary>
    public static Option<int> ReplayInterval { get; } =
        new("replay-interval", null, "replay interval for play tt with option r, in milliseconds ({default} by default)") { Default = 1000 };

    public static Option<string?> Search { get; } = new("search-express", "s", "Search-expression, to search the time fragments by ognl express");

    public static Option<string?> Watch { get; } = new("watch-express", "w", "watch the time fragment by ognl express");

    public static Option<string> Keep { get; } =
        new("keep", null, "How long records are kept: {default} by default, in seconds or with d, h, m, s") { Default = $"{DefaultKeepMinutes}m" };

    public static IReadOnlyList<IOption> All { get; } =
    [
        Record, List, Delete, DeleteAll, Index, Play, ReplayTimes, ReplayInterval, Search, Watch,
        .. ValueOptions.All, Keep, .. EnhancingOptions.All,
    ];

    public static IReadOnlyList<IArgument> Arguments { get; } = [ClassPattern, MethodPattern, EnhancingOptions.Condition];
}
