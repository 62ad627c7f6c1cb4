using System.Collections;

namespace Arthas.Probe.Expressions.Members;

/// <summary>Collections of the framework without an indexer (sets, queues, the keys of a dictionary): the n-th as they go.</summary>
internal sealed class PlaceIndexer : Indexer
{
    private const int MaxPlace = 10_000;

    public override object? Get(object source, ReadOnlySpan<object?> indices, int position)
    {
        Single(source, indices, position);
        var collection = (ICollection)source;
        var place = Place(source, indices[0], Math.Min(collection.Count, MaxPlace), position);
        foreach (var item in collection)
        {
            if (place-- == 0)
            {
                return item;
            }
        }

        return null;
    }

    public override void Set(object source, ReadOnlySpan<object?> indices, object? value, int position) =>
        throw new ExpressionException($"{source.GetType()} cannot be written by index", position);
}
