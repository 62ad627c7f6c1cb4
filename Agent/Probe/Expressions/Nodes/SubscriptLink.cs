using Arthas.Probe.Expressions.Members;

namespace Arthas.Probe.Expressions.Nodes;

/// <summary>OGNL's dynamic subscripts: <c>[^]</c> the first element, <c>[|]</c> the middle one, <c>[$]</c> the last, <c>[*]</c> a copy of all.</summary>
internal sealed class SubscriptLink(int position, Prefix before, char which) : Link(position, before)
{
    public override object? Get(ref Frame frame, object? source)
    {
        if (source is null)
        {
            throw NullSource($"getProperty(null, \"{which}\")");
        }

        // The last of an array need not go past all others.
        if (which != '*' && source is Array { Rank: 1 } array && array.GetLowerBound(0) == 0)
        {
            return array.Length == 0 ? null : array.GetValue(which == '^' ? 0 : which == '$' ? array.Length - 1 : array.Length / 2);
        }

        if (which != '*' && source is System.Collections.IList list and not Array && Purity.IsCollection(source.GetType()))
        {
            return list.Count == 0 ? null : list[which == '^' ? 0 : which == '$' ? list.Count - 1 : list.Count / 2];
        }

        var all = new List<object?>();
        using var elements = Elements.Of(source, ref frame, Position);
        while (elements.MoveNext(ref frame))
        {
            all.Add(elements.Current);
            if (which == '^')
            {
                break;
            }
        }

        return which == '*' ? all : all.Count == 0 ? null : all[which == '^' ? 0 : which == '$' ? all.Count - 1 : all.Count / 2];
    }
}
