using Arthas.Contracts.CommandLine;

namespace Arthas.Commands;

internal static class StackOptions
{
    public static Argument<string?> ClassPattern { get; } =
        ClassOptions.ClassPattern with { Required = true, Description = "Path and classname of Pattern Matching" };

    public static Argument<string?> MethodPattern { get; } = ClassOptions.MethodPattern with { Description = "Method of Pattern Matching" };

    public static IReadOnlyList<IOption> All { get; } = EnhancingOptions.All;

    public static IReadOnlyList<IArgument> Arguments { get; } = [ClassPattern, MethodPattern, EnhancingOptions.Condition];
}
