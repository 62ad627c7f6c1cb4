using Arthas.Contracts.CommandLine;

namespace Arthas.Commands;

/// <summary>What every command takes that weaves: which methods, how many results, for how long.</summary>
internal static class EnhancingOptions
{
    /// <summary>-n</summary>
    public static Option<int> Limits { get; } = new("limits", "n", "Threshold of execution times ({default} by default)") { Default = 100 };

    public static Option<string?> Excluded { get; } = new("exclude-class-pattern", null, "exclude class name pattern, use either '.' or '/' as separator");

    public static Option<int> MaxMatch { get; } = new("maxMatch", "m", "The maximum of matched class ({default} by default)") { Default = 50 };

    /// <summary>Seconds.</summary>
    public static Option<long?> Timeout { get; } = new("timeout", null, "Timeout value in seconds for the command to exit automatically");

    public static Flag Lazy { get; } = new("lazy", "L", "Enhance classes that are loaded later, too");

    public static Option<int?> ListenerId { get; } =
        new("listenerId", null, "The special listenerId: the job that has it gets the results of these methods too");

    public static Flag Verbose { get; } = new("verbose", "v", "Enables print verbose information, default value {default}");

    public static Argument<string?> Condition { get; } = new("condition-express", "Conditional expression, a boolean");

    public static IReadOnlyList<IOption> All { get; } =
        [ClassOptions.Regex, Limits, Excluded, ClassOptions.Loader, MaxMatch, Timeout, Lazy, ListenerId, Verbose];

    /// <summary>For a command that gives the letter a meaning of its own.</summary>
    public static IEnumerable<IOption> WithoutLetter(string letter) => All.Select(option => option.Letter == letter ? option.WithoutLetter() : option);
}
