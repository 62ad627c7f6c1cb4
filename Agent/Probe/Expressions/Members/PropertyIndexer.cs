using System.Reflection;
using Arthas.Contracts.CommandLine;

namespace Arthas.Probe.Expressions.Members;

/// <summary>The indexers that a type declares itself, chosen by the indices like overloads of a method.</summary>
internal sealed class PropertyIndexer(Type type) : Indexer
{
    private const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance;

    public static bool Has(Type type)
    {
        foreach (var property in type.GetProperties(Any))
        {
            if (property.GetMethod is not null && property.GetIndexParameters().Length > 0)
            {
                return true;
            }
        }

        return false;
    }

    public override Role RoleOf(ReadOnlySpan<object?> indices)
    {
        var call = Choose(setter: false, indices.ToArray());
        return call is null ? Role.Observe : call.Role;
    }

    public override object? Get(object source, ReadOnlySpan<object?> indices, int position)
    {
        if (Choose(setter: false, indices.ToArray()) is { } call)
        {
            return call.Invoke(source, indices.ToArray(), position);
        }

        return indices is [string name] && NamedPlace.Find(type, name) is { } place ? place.Get(source) : throw None(indices, position);
    }

    public override void Set(object source, ReadOnlySpan<object?> indices, object? value, int position)
    {
        object?[] arguments = [.. indices, value];
        (Choose(setter: true, arguments) ?? throw None(indices, position)).Invoke(source, arguments, position);
    }

    private Callable? Choose(bool setter, object?[] arguments)
    {
        var open = new List<MethodBase>();
        var hidden = new List<MethodBase>();
        foreach (var property in type.GetProperties(Any))
        {
            var accessor = setter ? property.SetMethod : property.GetMethod;
            if (accessor is not null && property.GetIndexParameters().Length > 0)
            {
                (accessor.IsPublic ? open : hidden).Add(accessor);
            }
        }

        return Overloads.Choose(open, arguments).Chosen ?? Overloads.Choose(hidden, arguments).Chosen;
    }

    private ExpressionException None(ReadOnlySpan<object?> indices, int position) =>
        new($"{type} has no indexer for ({Overloads.Shown(indices.ToArray())})", position);
}
