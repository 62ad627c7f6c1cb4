using Arthas.Contracts.CommandLine;

namespace Arthas.Commands;

internal static class SmOptions
{
    public static Argument<string?> ClassPattern { get; } = ClassOptions.ClassPattern with { Required = true };

    public static Flag Details { get; } = new("details", "d", "Display the details of method");

    public static IReadOnlyList<IOption> All { get; } =
        [Details, ClassOptions.Regex, ClassOptions.Loader, ClassOptions.LoaderClass, ClassOptions.Limits];

    public static IReadOnlyList<IArgument> Arguments { get; } = [ClassPattern, ClassOptions.MethodPattern];
}
