namespace Arthas.Probe.Expressions.Nodes;

/// <summary><c>#this</c>, and what stands unwritten before a bare name.</summary>
internal sealed class This(int position) : Node(position)
{
    public override object? Evaluate(ref Frame frame) => frame.This;
}
