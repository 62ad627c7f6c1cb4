using Arthas.Contracts.CommandLine;
using Arthas.Probe.Expressions.Members;

namespace Arthas.Probe.Expressions.Nodes;

/// <summary><c>new Type(arguments)</c>.</summary>
internal sealed class NewObject(int position, Type type, Node[] arguments) : Node(position)
{
    /// <summary>Values of the framework may be made by those who may only observe.</summary>
    public static bool IsPure(Type type) => type == typeof(object) || (type != typeof(string) && Purity.IsScalar(type));

    public override object? Evaluate(ref Frame frame)
    {
        var values = Calling.Evaluate(arguments, ref frame);
        if (!IsPure(type))
        {
            frame.RequireChange($"new {type}", Position);
        }

        var call = InvocableFinder.FindConstructor(type, values, Position);
        return Calling.Invoke(IsPure(type) ? new Invocable(call.Shown, Role.Observe, call.Invoke) : call, null, values, ref frame, Position);
    }
}
