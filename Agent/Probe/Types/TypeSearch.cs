using System.Runtime.Loader;
using Arthas.Commands;
using Arthas.Contracts.CommandLine;
using Arthas.Probe.Options;

namespace Arthas.Probe.Types;

/// <summary>The types that a class pattern, <c>-E</c> and the load context options name, with those that derive from them.</summary>
internal static class TypeSearch
{
    /// <exception cref="PatternException">A pattern or a load context is wrong.</exception>
    public static List<Type> Run(ParsedCommand command, string classes)
    {
        var pattern = NamePattern.ForTypes(classes, command.Value(ClassOptions.Regex));
        var loader = Loader(command);
        var found = TypeFinder.Find(pattern, loader);
        var all = TargetOptions.DisableSubClass.IsOn ? found : TypeFinder.WithSubclasses(found, loader);
        all.Sort(static (a, b) => string.CompareOrdinal(TypeFinder.NameOf(a), TypeFinder.NameOf(b)));
        return all;
    }

    public static string? Loader(ParsedCommand command)
    {
        if (command.Value(ClassOptions.Loader) is { } hash)
        {
            return hash.ToLowerInvariant();
        }

        var text = command.Value(ScOptions.LoaderText);
        var type = command.Value(ClassOptions.LoaderClass);
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
