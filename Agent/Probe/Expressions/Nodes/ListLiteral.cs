namespace Arthas.Probe.Expressions.Nodes;

/// <summary><c>{ a, b }</c>.</summary>
internal sealed class ListLiteral(int position, Node[] items) : Node(position)
{
    public override object? Evaluate(ref Frame frame)
    {
        frame.CountWritten(items.Length, Position);
        var list = new List<object?>(items.Length);
        foreach (var item in items)
        {
            list.Add(item.Evaluate(ref frame));
        }

        return list;
    }
}
