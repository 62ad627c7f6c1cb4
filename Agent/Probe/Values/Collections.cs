using System.Collections;
using System.Reflection;
using System.Text;

namespace Arthas.Probe.Values;

/// <summary>
/// Decides which types are written by their elements. Only collections of the framework are: enumerating anything else
/// would run the application's code, and a lazy sequence would do its work.
/// </summary>
internal static class Collections
{
    // Views of another collection, which may be the application's: look at the field rather than through the view.
    private static readonly Dictionary<string, string[]> Views = new(StringComparer.Ordinal)
    {
        ["System.Collections.ObjectModel.ReadOnlyCollection`1"] = ["list"],
        ["System.Collections.ObjectModel.Collection`1"] = ["items"],
        ["System.Collections.ObjectModel.ReadOnlyDictionary`2"] = ["m_dictionary", "_dictionary"],
        ["System.Collections.ObjectModel.ReadOnlyDictionary`2+KeyCollection"] = ["_collection"],
        ["System.Collections.ObjectModel.ReadOnlyDictionary`2+ValueCollection"] = ["_collection"],
        ["System.Collections.ObjectModel.ReadOnlySet`1"] = ["_set"],
        ["System.Collections.Immutable.ImmutableArray`1"] = ["array"],
    };

    // Their Count takes locks that the application may hold.
    private static readonly HashSet<string> CountLocks =
        ["System.Collections.Concurrent.ConcurrentDictionary`2", "System.Collections.Concurrent.ConcurrentBag`1"];

    // Collections in name only: they block, compute, or wrap something unknown.
    private static readonly HashSet<string> Opaque =
        ["System.Collections.Concurrent.BlockingCollection`1", "System.Collections.Concurrent.ConcurrentBag`1"];

    public static (Shape Shape, FieldInfo? Inner) Classify(Type type)
    {
        if (type.IsArray)
        {
            return (Shape.Array, null);
        }

        if (typeof(Exception).IsAssignableFrom(type))
        {
            return (Shape.Throwable, null);
        }

        if (typeof(Delegate).IsAssignableFrom(type))
        {
            return (Shape.Delegate, null);
        }

        if (typeof(Task).IsAssignableFrom(type))
        {
            return (Shape.Task, null);
        }

        if (Scalars.IsSpoken(type))
        {
            return (Shape.Spoken, null);
        }

        return type == typeof(StringBuilder) ? (Shape.Builder, null)
            : type.IsValueType && ValueTypeShape(type) is { } shape ? (shape, null)
            : ByBase(type);
    }

    public static Func<object, int>? CountOf(Type type)
    {
        if (Own(type) is not { } known || CountLocks.Contains(TypeNames.OfDefinition(known)))
        {
            return null;
        }

        if (typeof(ICollection).IsAssignableFrom(known))
        {
            return static o => ((ICollection)o).Count;
        }

        var getter = known.GetProperty("Count", BindingFlags.Public | BindingFlags.Instance, null, typeof(int), [], null)?.GetMethod;
        return getter is null ? null : o => (int)getter.Invoke(o, null)!;
    }

    private static Shape? ValueTypeShape(Type type)
    {
        if (type == typeof(ValueTask))
        {
            return Shape.ValueTask;
        }

        if (!type.IsGenericType)
        {
            return null;
        }

        var definition = type.GetGenericTypeDefinition();
        return definition == typeof(ValueTask<>) ? Shape.ValueTask
            : definition == typeof(Memory<>) || definition == typeof(ReadOnlyMemory<>) || definition == typeof(ArraySegment<>) ? Shape.Slice
            : null;
    }

    private static (Shape Shape, FieldInfo? Inner) ByBase(Type type)
    {
        if (Own(type) is not { } known)
        {
            return (Shape.Object, null);
        }

        var name = TypeNames.OfDefinition(known);
        if (Views.TryGetValue(name, out var fields))
        {
            const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public;
            var inner = fields.Select(f => known.GetField(f, Hidden)).FirstOrDefault(f => f is not null);
            return inner is null ? (Shape.Object, null) : (Shape.Wrapper, inner);
        }

        if (typeof(IDictionary).IsAssignableFrom(known) && Untouched(type, known, typeof(IDictionary)))
        {
            return (Shape.Map, null);
        }

        return Counted(known) && Untouched(type, known, typeof(IEnumerable)) ? (Shape.List, null) : (Shape.Object, null);
    }

    /// <summary>The nearest base that is a collection of the framework.</summary>
    private static Type? Own(Type type)
    {
        for (var t = type; t is not null && t != typeof(object); t = t.BaseType)
        {
            if (!Framework.Owns(t))
            {
                continue;
            }

            var name = TypeNames.OfDefinition(t);
            var ours = t.Assembly == typeof(Collections).Assembly;
            if ((ours || IsCollectionNamespace(t.Namespace)) && !Opaque.Contains(name) && (!t.IsNested || Enumerable(t)))
            {
                return typeof(IEnumerable).IsAssignableFrom(t) ? t : null;
            }
        }

        return null;
    }

    private static bool IsCollectionNamespace(string? name) =>
        name is "System.Collections" or "System.Collections.Generic" or "System.Collections.Concurrent" or "System.Collections.Immutable"
            or "System.Collections.Frozen" or "System.Collections.ObjectModel" or "System.Collections.Specialized";

    // Keys and values of dictionaries, not the wrappers that ArrayList and Hashtable hide inside themselves.
    private static bool Enumerable(Type nested) => nested.Name.Contains("KeyCollection", StringComparison.Ordinal)
        || nested.Name.Contains("ValueCollection", StringComparison.Ordinal) || nested.Name.Contains("KeyList", StringComparison.Ordinal)
        || nested.Name.Contains("ValueList", StringComparison.Ordinal) || nested.Assembly == typeof(Collections).Assembly;

    private static bool Counted(Type type) => typeof(ICollection).IsAssignableFrom(type)
        || type.GetInterfaces().Any(static i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IReadOnlyCollection<>));

    /// <summary>A derived type of the application may have put its own code behind the interface.</summary>
    private static bool Untouched(Type type, Type known, Type contract)
    {
        if (type == known)
        {
            return true;
        }

        foreach (var method in type.GetInterfaceMap(contract).TargetMethods)
        {
            if (method.Name.EndsWith("GetEnumerator", StringComparison.Ordinal) && method.DeclaringType is { } owner && !Framework.Owns(owner))
            {
                return false;
            }
        }

        return contract == typeof(IEnumerable) || Untouched(type, known, typeof(IEnumerable));
    }
}
