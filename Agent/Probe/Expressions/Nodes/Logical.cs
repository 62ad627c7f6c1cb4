using Arthas.Probe.Expressions.Operators;

namespace Arthas.Probe.Expressions.Nodes;

/// <summary><c>a &amp;&amp; b</c>, <c>a || b</c>: stops at the operand that decides, and its value is the value, as in OGNL.</summary>
internal sealed class Logical(Node first, bool isOr) : Node(first.Position)
{
    private readonly List<Node> _operands = [first];

    public bool IsOr { get; } = isOr;

    public IReadOnlyList<Node> Operands => _operands;

    public void Append(Node operand) => _operands.Add(operand);

    public override object? Evaluate(ref Frame frame)
    {
        object? value = null;
        foreach (var operand in _operands)
        {
            value = operand.Evaluate(ref frame);
            if (Truth.Of(value) == IsOr)
            {
                break;
            }
        }

        return value;
    }
}
