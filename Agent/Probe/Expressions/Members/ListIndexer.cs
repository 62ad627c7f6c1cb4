using System.Collections;
using Arthas.Contracts.CommandLine;
using Arthas.Probe.Expressions.Operators;

namespace Arthas.Probe.Expressions.Members;

internal sealed class ListIndexer(Role role) : Indexer
{
    public override Role RoleOf(ReadOnlySpan<object?> indices) => role;

    public override object? Get(object source, ReadOnlySpan<object?> indices, int position)
    {
        Single(source, indices, position);
        if (indices[0] is string name && NamedPlace.Find(source.GetType(), name) is { } place)
        {
            return place.Get(source);
        }

        var list = (IList)source;
        return list[Place(source, indices[0], list.Count, position)];
    }

    public override void Set(object source, ReadOnlySpan<object?> indices, object? value, int position)
    {
        Single(source, indices, position);
        var list = (IList)source;
        var place = Place(source, indices[0], list.Count, position);
        var type = source.GetType();
        var element = type.IsGenericType && type.GetGenericArguments().Length == 1 ? type.GetGenericArguments()[0] : typeof(object);
        list[place] = Conversion.Convert(value, element, position);
    }
}
