using Arthas.Contracts.CommandLine;
using Arthas.Probe.Expressions.Members;
using Arthas.Probe.Expressions.Operators;

namespace Arthas.Probe.Expressions.Nodes;

/// <summary><c>[ index ]</c> of arrays, lists, strings, dictionaries, and whatever has an indexer; by name of all else.</summary>
internal sealed class IndexLink(int position, Prefix before, Node[] indices) : Link(position, before)
{
    private readonly TypeCache<Indexer> _indexers = new();

    /// <summary>Null when there are several.</summary>
    public Node? Index => indices.Length == 1 ? indices[0] : null;

    public override bool IsAssignable => true;

    public override object? Get(ref Frame frame, object? source)
    {
        var index = indices[0].Evaluate(ref frame);

        // params[0], by far the most frequent.
        if (source is object?[] array && index is int number && indices.Length == 1 && (uint)number < (uint)array.Length)
        {
            return array[number];
        }

        if (source is IRoot root && index is not string)
        {
            throw Failure($"no index here; begin with a name, such as {(root.Names.Count == 0 ? "target" : root.Names.First())}[…]");
        }

        if (source is null)
        {
            throw NullSource($"getProperty(null, \"{Concatenation.Plain(index) ?? "…"}\")");
        }

        var indexer = _indexers.Find(source.GetType()) ?? _indexers.Add(source.GetType(), Indexer.For(source.GetType()));
        var values = indices.Length == 1 ? new ReadOnlySpan<object?>(in index) : Rest(ref frame, index);
        CallInTarget? call = null;
        if (indexer.RoleOf(values) == Role.Change)
        {
            frame.RequireChange($"the indexer of {source.GetType()}", Position);
            call = frame.Begin(source.GetType(), "this[]", Position);
        }

        try
        {
            return indexer.Get(source, values, Position);
        }
        catch (Exception failure)
        {
            throw Threw($"the indexer of {source.GetType()}", failure);
        }
        finally
        {
            frame.End(call);
        }
    }

    public override void Set(ref Frame frame, object? source, object? value)
    {
        if (source is null)
        {
            throw NullSource("setProperty(null, …)");
        }

        Writing.Check(ref frame, source, Position);
        var values = Rest(ref frame, indices[0].Evaluate(ref frame));
        var call = frame.Begin(source.GetType(), "this[]", Position);
        try
        {
            Indexer.For(source.GetType()).Set(source, values, value, Position);
        }
        catch (Exception failure)
        {
            throw Threw($"the indexer of {source.GetType()}", failure);
        }
        finally
        {
            frame.End(call);
        }
    }

    private object?[] Rest(ref Frame frame, object? first)
    {
        var values = new object?[indices.Length];
        values[0] = first;
        for (var i = 1; i < indices.Length; i++)
        {
            values[i] = indices[i].Evaluate(ref frame);
        }

        return values;
    }
}
