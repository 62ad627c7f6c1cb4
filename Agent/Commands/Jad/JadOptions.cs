using Arthas.Contracts.CommandLine;

namespace Arthas.Commands;

internal static class JadOptions
{
    public static Argument<string?> ClassPattern { get; } = ClassOptions.ClassPattern with { Required = true };

    public static Argument<string?> MethodName { get; } =
        new("method-name", "Method name pattern, decompile a specific method instead of the whole class");

    public static Option<string?> Loader { get; } = new("code", "c", "The hash code of the special class's AssemblyLoadContext");

    public static Flag HideUnicode { get; } = new("hideUnicode", null, "hide unicode, default value {default}");

    public static Flag SourceOnly { get; } = new("source-only", null, "Output source code only");

    public static Option<bool> LineNumber { get; } =
        new("lineNumber", null, "Output source code contins line number, default value {default}") { Default = true };

    public static Option<string?> Directory { get; } =
        new("directory", "d", "Accepted for Arthas's sake: no class file is dumped on .NET");

    public static IReadOnlyList<IOption> All { get; } =
        [Loader, ClassOptions.LoaderClass, ClassOptions.Regex, HideUnicode, SourceOnly, LineNumber, Directory];

    public static IReadOnlyList<IArgument> Arguments { get; } = [ClassPattern, MethodName];
}
