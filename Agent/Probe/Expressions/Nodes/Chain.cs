namespace Arthas.Probe.Expressions.Nodes;

/// <summary><c>a.b[c].d()</c>: each link is looked up in what the ones before it gave.</summary>
internal sealed class Chain(Node first, Link[] links) : Node(first.Position)
{
    public Node First { get; } = first;

    public Link[] Links { get; } = links;

    public override bool IsAssignable => Links[^1].IsAssignable;

    public override object? Evaluate(ref Frame frame)
    {
        var value = First.Evaluate(ref frame);
        foreach (var link in Links)
        {
            value = link.Get(ref frame, value);
        }

        return value;
    }

    public override void Assign(ref Frame frame, object? value)
    {
        var sources = new object?[Links.Length];
        var source = First.Evaluate(ref frame);
        for (var i = 0; i < Links.Length; i++)
        {
            sources[i] = source;
            if (i < Links.Length - 1)
            {
                source = Links[i].Get(ref frame, source);
            }
        }

        // A struct was read as a copy: what holds it takes the changed copy back.
        var place = Links.Length - 1;
        Links[place].Set(ref frame, sources[place], value);
        while (place > 0 && sources[place] is ValueType changed && Links[place - 1].IsAssignable)
        {
            place--;
            Links[place].Set(ref frame, sources[place], changed);
        }
    }
}
