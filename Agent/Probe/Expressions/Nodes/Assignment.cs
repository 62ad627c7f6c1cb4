namespace Arthas.Probe.Expressions.Nodes;

internal sealed class Assignment(Node place, Node value) : Node(place.Position)
{
    public override object? Evaluate(ref Frame frame)
    {
        var result = value.Evaluate(ref frame);
        place.Assign(ref frame, result);
        return result;
    }
}
