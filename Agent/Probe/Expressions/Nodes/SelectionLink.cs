using Arthas.Probe.Expressions.Members;
using Arthas.Probe.Expressions.Operators;

namespace Arthas.Probe.Expressions.Nodes;

/// <summary><c>.{? test }</c>, <c>.{^ test }</c>, <c>.{$ test }</c>: a list of all, the first or the last element that passes.</summary>
internal sealed class SelectionLink(int position, Prefix before, Node test, Selected selected) : Link(position, before)
{
    public override object? Get(ref Frame frame, object? source)
    {
        if (source is null)
        {
            throw NullSource("selection");
        }

        var outer = frame.This;
        var values = new List<object?>();
        using var elements = Elements.Of(source, ref frame, Position);
        while (elements.MoveNext(ref frame))
        {
            frame.This = elements.Current;
            if (!Truth.Of(test.Evaluate(ref frame)))
            {
                continue;
            }

            if (selected == Selected.Last)
            {
                values.Clear();
            }

            values.Add(elements.Current);
            if (selected == Selected.First)
            {
                break;
            }
        }

        frame.This = outer;
        return values;
    }
}
