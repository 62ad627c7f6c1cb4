using Arthas.Probe.Expressions.Operators;

namespace Arthas.Probe.Expressions.Nodes;

/// <summary>Operands joined from left to right by operators that bind equally: <c>a + b - c</c>.</summary>
internal sealed class Fold(Node first) : Node(first.Position)
{
    private readonly List<(Operator Operator, Node Operand, int Position)> _rest = [];

    public int Precedence { get; init; }

    public Node First => first;

    public IReadOnlyList<(Operator Operator, Node Operand, int Position)> Rest => _rest;

    public void Append(Operator op, Node operand, int position) => _rest.Add((op, operand, position));

    public override object? Evaluate(ref Frame frame)
    {
        var value = first.Evaluate(ref frame);
        foreach (var (op, operand, position) in _rest)
        {
            value = Apply(op, value, operand.Evaluate(ref frame), ref frame, position);
        }

        return value;
    }

    private static object? Apply(Operator op, object? left, object? right, ref Frame frame, int position)
    {
        switch (op)
        {
            case Operator.Equal:
                return Boxes.Of(Comparison.AreEqual(left, right, ref frame, position));
            case Operator.NotEqual:
                return Boxes.Of(!Comparison.AreEqual(left, right, ref frame, position));
            case Operator.Less:
                return Boxes.Of(Comparison.Order(left, right, ref frame, position) == Ordering.Less);
            case Operator.LessOrEqual:
                return Boxes.Of(Comparison.Order(left, right, ref frame, position) is Ordering.Less or Ordering.Equal);
            case Operator.Greater:
                return Boxes.Of(Comparison.Order(left, right, ref frame, position) == Ordering.Greater);
            case Operator.GreaterOrEqual:
                return Boxes.Of(Comparison.Order(left, right, ref frame, position) is Ordering.Greater or Ordering.Equal);
            case Operator.In:
                return Boxes.Of(Membership.Contains(right, left, ref frame, position));
            case Operator.NotIn:
                return Boxes.Of(!Membership.Contains(right, left, ref frame, position));
            case Operator.Add or Operator.Subtract or Operator.Multiply or Operator.Divide or Operator.Remainder:
                return Arithmetic.Apply(op, left, right, ref frame, position);
            default:
                return Bits.Apply(op, left, right, position);
        }
    }
}
