namespace Arthas.Probe.Expressions.Nodes;

/// <summary><c>a instanceof Type</c>; an open generic type is met by each of its closed ones.</summary>
internal sealed class InstanceOf(Node operand, Type type) : Node(operand.Position)
{
    public override object? Evaluate(ref Frame frame)
    {
        var value = operand.Evaluate(ref frame);
        return Boxes.Of(value is not null && (type.IsInstanceOfType(value) || (type.IsGenericTypeDefinition && Closes(value.GetType()))));
    }

    private bool Closes(Type closed)
    {
        for (var t = closed; t is not null; t = t.BaseType)
        {
            if (t.IsGenericType && t.GetGenericTypeDefinition() == type)
            {
                return true;
            }
        }

        return Array.Exists(closed.GetInterfaces(), contract => contract.IsGenericType && contract.GetGenericTypeDefinition() == type);
    }
}
