using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Loader;

namespace Arthas.Probe.Expressions.Types;

/// <summary>
/// Finds types by name in what the process has loaded. Of several of one name the preferred load context's wins, then
/// the default one's. Loads nothing.
/// </summary>
/// <param name="preferred">Null for the default load context.</param>
public sealed class TypeResolver(AssemblyLoadContext? preferred = null)
{
    /// <summary>Namespaces one may leave out, besides none at all.</summary>
    private static readonly string[] Open =
    [
        "", "System.", "System.Collections.Generic.", "System.Collections.", "System.Threading.Tasks.", "System.Threading.", "System.Text.",
        "System.IO.", "System.Collections.Concurrent.", "System.Linq.", "System.Diagnostics.", "System.Numerics.", "java.lang.", "java.util.",
    ];

    // Weak, or a collectible load context could never go away.
    private readonly ConcurrentDictionary<string, WeakReference<Type>> _found = new();

    public static TypeResolver Default { get; } = new();

    /// <exception cref="ExpressionException">There is none, or several.</exception>
    internal Type Resolve(TypeSyntax syntax)
    {
        var type = Find(syntax);
        if (syntax.Arguments.Count > 0)
        {
            var arguments = new Type[syntax.Arguments.Count];
            for (var i = 0; i < arguments.Length; i++)
            {
                arguments[i] = Resolve(syntax.Arguments[i]);
            }

            try
            {
                type = type.MakeGenericType(arguments);
            }
            catch (Exception failure) when (failure is ArgumentException or InvalidOperationException)
            {
                throw new ExpressionException($"{syntax.Name} does not take these type arguments: {failure.Message}", syntax.Start, failure);
            }
        }

        foreach (var rank in syntax.Ranks)
        {
            type = rank == 1 ? type.MakeArrayType() : type.MakeArrayType(rank);
        }

        return type;
    }

    private Type Find(TypeSyntax syntax)
    {
        if (_found.TryGetValue(syntax.Name, out var kept) && kept.TryGetTarget(out var type))
        {
            return type;
        }

        // Java joins nested types with $.
        var name = syntax.Name.Replace('$', '+');
        type = TypeAliases.Find(name) ?? FindOpen(name, syntax) ?? FindNested(name, syntax);
        if (type is null && TypeAliases.Hint(syntax.Name) is { } hint)
        {
            throw new ExpressionException($"there is no {syntax.Name}: {hint}", syntax.Start);
        }

        type ??= FindSimple(name, syntax)
            ?? throw new ExpressionException($"no type '{syntax.Name}' is loaded; sc *{syntax.Name}* lists what is", syntax.Start);
        _found[syntax.Name] = new WeakReference<Type>(type);
        return type;
    }

    private Type? FindOpen(string name, TypeSyntax syntax)
    {
        foreach (var prefix in Open)
        {
            if (name.Contains('.', StringComparison.Ordinal) && prefix.Length > 0)
            {
                break;
            }

            if (TypeAliases.Find(prefix + name) is { } alias)
            {
                return alias;
            }

            if (Exact(prefix + name, syntax) is { } type)
            {
                return type;
            }
        }

        return null;
    }

    /// <summary><c>demo.Outer.Inner</c>, as C# writes it.</summary>
    private Type? FindNested(string name, TypeSyntax syntax)
    {
        for (var dot = name.LastIndexOf('.'); dot > 0; dot = name.LastIndexOf('.', dot - 1))
        {
            name = string.Concat(name.AsSpan(0, dot), "+", name.AsSpan(dot + 1));
            if (Exact(name, syntax) is { } type)
            {
                return type;
            }
        }

        return null;
    }

    /// <summary>By its name without a namespace, among the application's own assemblies.</summary>
    private Type? FindSimple(string name, TypeSyntax syntax)
    {
        if (name.Contains('.', StringComparison.Ordinal))
        {
            return null;
        }

        var nested = name.Contains('+', StringComparison.Ordinal);
        var found = new List<Type>();
        foreach (var assembly in Assemblies())
        {
            if (assembly.GetName().Name is not { } simple || simple.StartsWith("System.", StringComparison.Ordinal)
                || simple.StartsWith("Microsoft.", StringComparison.Ordinal))
            {
                continue;
            }

            foreach (var type in Types(assembly))
            {
                if (nested ? type.IsNested && Local(type) == name : type.Name == name)
                {
                    found.Add(type);
                }
            }
        }

        return Only(found, syntax);
    }

    private static string? Local(Type type) => type.Namespace is { Length: > 0 and var length } ? type.FullName?[(length + 1)..] : type.FullName;

    private Type? Exact(string name, TypeSyntax syntax)
    {
        var found = new List<Type>();
        foreach (var assembly in Assemblies())
        {
            // A facade answers with the type it forwards to.
            if (In(assembly, name) is { } type && !found.Contains(type))
            {
                found.Add(type);
            }
        }

        return Only(found, syntax);
    }

    private Type? Only(List<Type> found, TypeSyntax syntax)
    {
        if (found.Count <= 1)
        {
            return found.Count == 0 ? null : found[0];
        }

        foreach (var context in (AssemblyLoadContext?[])[preferred, AssemblyLoadContext.Default])
        {
            if (context is not null && found.FindAll(t => AssemblyLoadContext.GetLoadContext(t.Assembly) == context) is [var only])
            {
                return only;
            }
        }

        throw new ExpressionException(
            $"'{syntax.Name}' could be any of {string.Join(", ", found.ConvertAll(t => $"{t.FullName} of {t.Assembly.GetName().Name}"))}",
            syntax.Start);
    }

    private static IEnumerable<Assembly> Assemblies()
    {
        var own = typeof(TypeResolver).Assembly;
        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            if (assembly != own)
            {
                yield return assembly;
            }
        }
    }

    private static Type? In(Assembly assembly, string name)
    {
        try
        {
            return assembly.GetType(name, throwOnError: false);
        }
        catch (Exception failure) when (failure is IOException or BadImageFormatException or TypeLoadException or ArgumentException)
        {
            // It forwards to what is not there, or its base type is missing.
            return null;
        }
    }

    private static Type[] Types(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException failure)
        {
            return Array.FindAll(failure.Types, type => type is not null)!;
        }
        catch (Exception)
        {
            // Dynamic assemblies may not list theirs.
            return [];
        }
    }
}
