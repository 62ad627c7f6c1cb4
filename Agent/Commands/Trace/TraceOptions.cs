using Arthas.Contracts.CommandLine;

namespace Arthas.Commands;

internal static class TraceOptions
{
    public static Argument<string?> ClassPattern { get; } = ClassOptions.ClassPattern with { Required = true };

    public static Argument<string?> MethodPattern { get; } = ClassOptions.MethodPattern with { Required = true };

    public static Option<bool> SkipFramework { get; } =
        new("skipJDKMethod", null, "skip the framework's methods when tracing ({default} by default)") { Default = true };

    public static Option<IReadOnlyList<string>> Path { get; } =
        new("path", "p", "path tracing pattern: classes whose methods are levels of the tree, too") { Default = [] };

    public static IReadOnlyList<IOption> All { get; } = [SkipFramework, Path, .. EnhancingOptions.All];

    public static IReadOnlyList<IArgument> Arguments { get; } = [ClassPattern, MethodPattern, EnhancingOptions.Condition];
}
