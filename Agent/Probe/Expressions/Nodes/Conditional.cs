using Arthas.Probe.Expressions.Operators;

namespace Arthas.Probe.Expressions.Nodes;

internal sealed class Conditional(Node test, Node then, Node otherwise) : Node(test.Position)
{
    public override object? Evaluate(ref Frame frame) =>
        Truth.Of(test.Evaluate(ref frame)) ? then.Evaluate(ref frame) : otherwise.Evaluate(ref frame);
}
