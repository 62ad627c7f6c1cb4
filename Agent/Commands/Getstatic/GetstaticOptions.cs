using Arthas.Contracts.CommandLine;

namespace Arthas.Commands;

internal static class GetstaticOptions
{
    public static Argument<string?> ClassPattern { get; } = ClassOptions.ClassPattern with { Required = true };

    public static Argument<string?> FieldPattern { get; } = new("field-pattern", "Field name pattern") { Required = true };

    public static Argument<string?> Express { get; } = new("express", "the content you want to watch, written by ognl");

    public static IReadOnlyList<IOption> All { get; } =
        [ClassOptions.Loader, ClassOptions.LoaderClass, ClassOptions.Regex, .. ValueOptions.AllBounded];

    public static IReadOnlyList<IArgument> Arguments { get; } = [ClassPattern, FieldPattern, Express];
}
