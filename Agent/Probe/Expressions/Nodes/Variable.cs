namespace Arthas.Probe.Expressions.Nodes;

/// <summary><c>#name</c>.</summary>
internal sealed class Variable(int position, string name) : Node(position)
{
    public string Name { get; } = name;

    public override bool IsAssignable => true;

    public override object? Evaluate(ref Frame frame) => frame.Variable(Name);

    public override void Assign(ref Frame frame, object? value) => frame.SetVariable(Name, value);
}
