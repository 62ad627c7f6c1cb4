namespace Arthas.Probe.Expressions.Nodes;

/// <summary><c>#root</c>.</summary>
internal sealed class Root(int position) : Node(position)
{
    public override object? Evaluate(ref Frame frame) => frame.Root;
}
