using Arthas.Probe.Expressions.Members;

namespace Arthas.Probe.Expressions.Nodes;

/// <summary><c>@Type@name(arguments)</c>.</summary>
internal sealed class StaticCall(int position, Type type, string name, Node[] arguments) : Node(position)
{
    private readonly CallCache _calls = new();

    public override object? Evaluate(ref Frame frame)
    {
        var values = Calling.Evaluate(arguments, ref frame);
        var call = _calls.Find(type, values) ?? _calls.Add(type, values, InvocableFinder.FindStatic(type, name, values, Position));
        return Calling.Invoke(call, null, values, ref frame, Position);
    }
}
