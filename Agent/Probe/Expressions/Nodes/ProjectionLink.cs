using Arthas.Probe.Expressions.Members;

namespace Arthas.Probe.Expressions.Nodes;

/// <summary><c>.{ expression }</c>: its value for each element.</summary>
internal sealed class ProjectionLink(int position, Prefix before, Node body) : Link(position, before)
{
    public override object? Get(ref Frame frame, object? source)
    {
        if (source is null)
        {
            throw NullSource("projection");
        }

        var outer = frame.This;
        var values = new List<object?>();
        using var elements = Elements.Of(source, ref frame, Position);
        while (elements.MoveNext(ref frame))
        {
            frame.This = elements.Current;
            values.Add(body.Evaluate(ref frame));
        }

        frame.This = outer;
        return values;
    }
}
