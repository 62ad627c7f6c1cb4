using Arthas.Contracts.CommandLine;

namespace Arthas.Commands;

internal static class OgnlOptions
{
    public static Argument<string> Express { get; } = new("express", "The ognl expression.") { Required = true, Default = "" };

    public static Option<string?> Loader { get; } =
        new("classLoader", "c", "The hash code of the special class's AssemblyLoadContext, default is the default one.");

    public static Option<string?> LoaderClass { get; } = ClassOptions.LoaderClass with { Description = "The class name of the special class's AssemblyLoadContext." };

    public static IReadOnlyList<IOption> All { get; } = [Loader, LoaderClass, .. ValueOptions.AllBounded];

    public static IReadOnlyList<IArgument> Arguments { get; } = [Express];
}
