using Arthas.Contracts.CommandLine;

namespace Arthas.Commands;

internal static class ScOptions
{
    public static Argument<string?> ClassPattern { get; } = ClassOptions.ClassPattern with { Required = true };

    public static Flag Details { get; } = new("details", "d", "Display the details of class");

    public static Flag Field { get; } = new("field", "f", "Display all the member variables");

    public static Option<int> Expand { get; } = ValueOptions.Expand with { Default = 0, Description = "Expand level of object ({default} by default)" };

    public static Option<string?> LoaderText { get; } = new("classLoaderStr", "cs", "The name@hash of the special class's AssemblyLoadContext");

    public static Option<int> Limits { get; } =
        ClassOptions.Limits with { Description = "Maximum number of matching classes with details ({default} by default)" };

    public static IReadOnlyList<IOption> All { get; } =
        [Details, Field, ClassOptions.Regex, Expand, ClassOptions.Loader, ClassOptions.LoaderClass, LoaderText, Limits];

    public static IReadOnlyList<IArgument> Arguments { get; } = [ClassPattern];
}
