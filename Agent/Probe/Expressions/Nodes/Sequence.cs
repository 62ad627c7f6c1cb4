namespace Arthas.Probe.Expressions.Nodes;

/// <summary><c>a, b</c>: all in order, the value is the last one's.</summary>
internal sealed class Sequence(Node[] parts) : Node(parts[0].Position)
{
    public Node[] Parts { get; } = parts;

    public override object? Evaluate(ref Frame frame)
    {
        object? value = null;
        foreach (var part in Parts)
        {
            value = part.Evaluate(ref frame);
        }

        return value;
    }
}
