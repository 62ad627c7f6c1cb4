using System.Runtime.Loader;
using Arthas.Contracts.CommandLine;
using Arthas.Probe.Options;

namespace Arthas.Probe.Types;

/// <summary>The types that a command's <c>class-pattern</c>, <c>-E</c> and load context options name, with those that derive from them.</summary>
internal static class TypeSearch
{
    /// <exception cref="PatternException">A pattern or a load context is wrong.</exception>
    public static List<Type> Run(ParsedCommand command)
    {
        var pattern = NamePattern.ForTypes(ClassPattern(command), command.Flag("regex"));
        var loader = Loader(command);
        var found = TypeFinder.Find(pattern, loader);
        var all = TargetOptions.DisableSubClass.IsOn ? found : TypeFinder.WithSubclasses(found, loader);
        all.Sort(static (a, b) => string.CompareOrdinal(TypeFinder.NameOf(a), TypeFinder.NameOf(b)));
        return all;
    }

    /// <summary>An argument of most commands; of <c>line</c>, an option.</summary>
    public static string ClassPattern(ParsedCommand command) => command.Text("class-pattern") ?? command.Text("class") ?? "";

    public static string? Loader(ParsedCommand command)
    {
        if (command.Text("classloader") is { } hash)
        {
            return hash.ToLowerInvariant();
        }

        var text = command.Text("classLoaderStr");
        var type = command.Text("classLoaderClass");
        if (text is null && type is null)
        {
            return null;
        }

        var matching = AssemblyLoadContext.All
            .Where(c => text is null || LoadContexts.Describe(c) == text)
            .Where(c => type is null || c.GetType().FullName == type)
            .ToList();
        return matching switch
        {
            [] => throw new PatternException($"Can not find classloader by class name: {type ?? text}."),
            [var one] => LoadContexts.HashOf(one),
            _ => throw new PatternException("Found more than one classloader by class name, please specify classloader with '-c <classloader hash>'"),
        };
    }
}
