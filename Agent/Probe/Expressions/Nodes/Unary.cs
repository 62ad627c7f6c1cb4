using Arthas.Probe.Expressions.Operators;

namespace Arthas.Probe.Expressions.Nodes;

/// <summary><c>-a</c>, <c>~a</c>, <c>!a</c>.</summary>
internal sealed class Unary(int position, char sign, Node operand) : Node(position)
{
    public char Sign => sign;

    public Node Operand => operand;

    public override object? Evaluate(ref Frame frame)
    {
        var value = operand.Evaluate(ref frame);
        return sign switch
        {
            '!' => Boxes.Of(!Truth.Of(value)),
            '~' => Bits.Invert(value, Position),
            _ => Arithmetic.Negate(value, Position),
        };
    }
}
