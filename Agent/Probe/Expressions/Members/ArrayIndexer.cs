using Arthas.Probe.Expressions.Operators;

namespace Arthas.Probe.Expressions.Members;

/// <summary>Arrays of any rank.</summary>
internal sealed class ArrayIndexer : Indexer
{
    public override object? Get(object source, ReadOnlySpan<object?> indices, int position)
    {
        var array = (Array)source;
        return array.Rank == 1 && indices.Length == 1 && array.GetLowerBound(0) == 0
            ? array.GetValue(Place(array, indices[0], array.Length, position))
            : array.GetValue(Places(array, indices, position));
    }

    public override void Set(object source, ReadOnlySpan<object?> indices, object? value, int position)
    {
        var array = (Array)source;
        array.SetValue(Conversion.Convert(value, array.GetType().GetElementType()!, position), Places(array, indices, position));
    }

    private static int[] Places(Array array, ReadOnlySpan<object?> indices, int position)
    {
        if (indices.Length != array.Rank)
        {
            throw new ExpressionException($"{array.GetType()} takes {array.Rank} indices and not {indices.Length}", position);
        }

        var places = new int[indices.Length];
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = Place(array, indices[i], array.GetLowerBound(i) + array.GetLength(i), position);
        }

        return places;
    }
}
