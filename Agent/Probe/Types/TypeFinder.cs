using System.Reflection;

namespace Arthas.Probe.Types;

/// <summary>Looks up loaded types by name, across all assemblies and load contexts, except our own.</summary>
internal static class TypeFinder
{
    private static readonly Assembly CoreLib = typeof(object).Assembly;

    /// <param name="pattern">Of the full name.</param>
    /// <param name="loader">Hash of a load context (<see cref="LoadContexts"/>), or null for all.</param>
    public static List<Type> Find(NamePattern pattern, string? loader = null)
    {
        var found = new List<Type>();
        foreach (var assembly in Assemblies(loader))
        {
            if (pattern.Exact is { } name)
            {
                if (Exactly(assembly, name) is { } type)
                {
                    found.Add(type);
                }

                continue;
            }

            found.AddRange(TypeNamesInMetadata.Of(assembly)?.Matching(pattern) ?? TypesOf(assembly).Where(t => pattern.Matches(NameOf(t))));
        }

        return found;
    }

    /// <summary>The given types and all that derive from them or implement them.</summary>
    public static List<Type> WithSubclasses(IReadOnlyCollection<Type> types, string? loader = null)
    {
        var all = new HashSet<Type>(types);
        var parents = types.Where(static t => !t.IsSealed).ToHashSet();
        while (parents.Count > 0)
        {
            var names = parents.Select(NameOf).ToHashSet(StringComparer.Ordinal);
            var children = Assemblies(loader).Where(a => MayDerive(a, parents))
                .SelectMany(a => TypeNamesInMetadata.Of(a)?.Deriving(names) ?? TypesOf(a))
                .Where(t => !all.Contains(t) && Derives(t, parents))
                .ToList();
            all.UnionWith(children);
            parents = children.Where(static t => !t.IsSealed).ToHashSet();
        }

        return [.. all];
    }

    public static string NameOf(Type type) => type.FullName ?? type.Name;

    private static IEnumerable<Assembly> Assemblies(string? loader) => AppDomain.CurrentDomain.GetAssemblies()
        .Where(static a => a.GetName().Name is not ("Arthas.Probe" or "Arthas.Hook"))
        .Where(a => loader is null || LoadContexts.HashOf(a) == loader);

    private static Type? Exactly(Assembly assembly, string name)
    {
        try
        {
            // In GetType's syntax these have a meaning of their own; a name has them only by escaping.
            var type = assembly.GetType(Escape(name), throwOnError: false);

            // A facade answers with the types it forwards: they are found where they are.
            return type is not null && type.Assembly == assembly && !type.HasElementType ? type : null;
        }
        catch (Exception e) when (e is IOException or BadImageFormatException or TypeLoadException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static string Escape(string name) => string.Concat(name.Select(static c => ",[]&*\\".Contains(c) ? $"\\{c}" : c.ToString()));

    private static IEnumerable<Type> TypesOf(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException e)
        {
            return e.Types.OfType<Type>();
        }
        catch (Exception)
        {
            // Still being emitted, or its files are gone.
            return [];
        }
    }

    private static bool Derives(Type type, HashSet<Type> parents)
    {
        try
        {
            for (var t = type.BaseType; t is not null; t = t.BaseType)
            {
                if (parents.Contains(Definition(t)))
                {
                    return true;
                }
            }

            return type.GetInterfaces().Any(i => parents.Contains(Definition(i)));
        }
        catch (Exception e) when (e is IOException or BadImageFormatException or TypeLoadException)
        {
            return false;
        }
    }

    private static Type Definition(Type type) => type.IsGenericType ? type.GetGenericTypeDefinition() : type;

    /// <summary>Spares the types of assemblies that do not even refer to a parent's assembly.</summary>
    private static bool MayDerive(Assembly assembly, HashSet<Type> parents)
    {
        if (assembly.IsDynamic || parents.Any(p => p.Assembly == assembly || p.Assembly == CoreLib || Values.Framework.Owns(p)))
        {
            return true;
        }

        var names = assembly.GetReferencedAssemblies().Select(static r => r.Name).ToHashSet();
        return parents.Any(p => names.Contains(p.Assembly.GetName().Name));
    }
}
