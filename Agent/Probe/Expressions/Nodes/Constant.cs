namespace Arthas.Probe.Expressions.Nodes;

internal sealed class Constant(int position, object? value) : Node(position)
{
    public object? Value { get; } = value;

    public override object? Evaluate(ref Frame frame) => Value;
}
