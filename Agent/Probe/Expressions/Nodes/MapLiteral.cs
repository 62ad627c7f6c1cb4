namespace Arthas.Probe.Expressions.Nodes;

/// <summary><c>#{ "a" : b }</c>; an entry without a value has null.</summary>
internal sealed class MapLiteral(int position, (Node Key, Node? Value)[] entries) : Node(position)
{
    public override object? Evaluate(ref Frame frame)
    {
        frame.CountWritten(entries.Length * 4, Position);
        var map = new OrderedMap();
        foreach (var (key, value) in entries)
        {
            map[key.Evaluate(ref frame)!] = value?.Evaluate(ref frame);
        }

        return map;
    }
}
