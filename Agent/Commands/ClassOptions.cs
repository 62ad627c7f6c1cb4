using Arthas.Contracts.CommandLine;

namespace Arthas.Commands;

/// <summary>What commands that look for classes take.</summary>
internal static class ClassOptions
{
    public static Argument<string?> ClassPattern { get; } = new("class-pattern", "Class name pattern, use either '.' or '/' as separator");

    public static Argument<string?> MethodPattern { get; } = new("method-pattern", "Method name pattern");

    public static Flag Regex { get; } = new("regex", "E", "Enable regular expression to match (wildcard matching by default)");

    public static Option<string?> Loader { get; } = new("classloader", "c", "The hash code of the special class's AssemblyLoadContext");

    public static Option<string?> LoaderClass { get; } = new("classLoaderClass", null, "The class name of the special class's AssemblyLoadContext");

    /// <summary>More matching classes than these are not shown in detail.</summary>
    public static Option<int> Limits { get; } = new("limits", "n", "Maximum number of matching classes ({default} by default)") { Default = 100 };
}
