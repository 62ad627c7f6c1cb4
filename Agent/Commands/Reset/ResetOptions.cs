using Arthas.Contracts.CommandLine;

namespace Arthas.Commands;

internal static class ResetOptions
{
    public static Argument<string?> ClassPattern { get; } = ClassOptions.ClassPattern with { Description = "Path and classname of Pattern Matching" };

    public static IReadOnlyList<IOption> All { get; } = [ClassOptions.Regex];

    public static IReadOnlyList<IArgument> Arguments { get; } = [ClassPattern];
}
