using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using Arthas.Contracts.CommandLine;
using Arthas.Probe.Expressions.Operators;

namespace Arthas.Probe.Expressions.Members;

/// <summary>How objects of one type are indexed.</summary>
internal abstract class Indexer
{
    private static readonly ConditionalWeakTable<Type, Indexer> Known = [];

    /// <summary>What reading takes.</summary>
    public virtual Role RoleOf(ReadOnlySpan<object?> indices) => Role.Observe;

    public abstract object? Get(object source, ReadOnlySpan<object?> indices, int position);

    public abstract void Set(object source, ReadOnlySpan<object?> indices, object? value, int position);

    public static Indexer For(Type type) => Known.GetValue(type, static t => Make(t));

    private static Indexer Make(Type type)
    {
        if (type.IsArray)
        {
            return new ArrayIndexer();
        }

        if (type == typeof(string))
        {
            return new StringIndexer();
        }

        if (typeof(IRoot).IsAssignableFrom(type))
        {
            return new NamedIndexer(type);
        }

        var framework = Purity.IsCollection(type);
        if (framework && typeof(IList).IsAssignableFrom(type))
        {
            return new ListIndexer(Role.Observe);
        }

        if (DictionaryReader.For(type) is { } dictionary && (framework || !PropertyIndexer.Has(type)))
        {
            return new DictionaryIndexer(dictionary);
        }

        if (PropertyIndexer.Has(type))
        {
            return new PropertyIndexer(type);
        }

        return typeof(IList).IsAssignableFrom(type) ? new ListIndexer(Role.Change)
            : framework && typeof(ICollection).IsAssignableFrom(type) ? new PlaceIndexer()
            : new NamedIndexer(type);
    }

    /// <summary>An index within 0 and count.</summary>
    protected static int Place(object source, object? index, int count, int position)
    {
        if (index is int number && (uint)number < (uint)count)
        {
            return number;
        }

        if (!Conversion.TryConvert(index, typeof(int), out var place) || place is null)
        {
            throw new ExpressionException($"{Conversion.Shown(index)} is no index of {source.GetType()}", position);
        }

        return (uint)(int)place < (uint)count
            ? (int)place
            : throw new ExpressionException($"index {place} is out of range: there are {count} items", position);
    }

    protected static void Single(object source, ReadOnlySpan<object?> indices, int position)
    {
        if (indices.Length != 1)
        {
            throw new ExpressionException($"{source.GetType()} takes one index and not {indices.Length}", position);
        }
    }
}
