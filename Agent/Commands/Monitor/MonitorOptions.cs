using Arthas.Contracts.CommandLine;

namespace Arthas.Commands;

internal static class MonitorOptions
{
    public static Argument<string?> ClassPattern { get; } =
        ClassOptions.ClassPattern with { Required = true, Description = "Path and classname of Pattern Matching" };

    public static Argument<string?> MethodPattern { get; } =
        ClassOptions.MethodPattern with { Required = true, Description = "Method of Pattern Matching" };

    /// <summary>Seconds.</summary>
    public static Option<int> Cycle { get; } = new("cycle", "c", "The monitor interval (in seconds), {default} seconds by default") { Default = 60 };

    public static Flag Before { get; } = new("before", "b", "Evaluate the condition-express before method invoke");

    public static IReadOnlyList<IOption> All { get; } = [Cycle, Before, .. EnhancingOptions.WithoutLetter("c")];

    public static IReadOnlyList<IArgument> Arguments { get; } = [ClassPattern, MethodPattern, EnhancingOptions.Condition];
}
