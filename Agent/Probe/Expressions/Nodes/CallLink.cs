using Arthas.Probe.Expressions.Members;

namespace Arthas.Probe.Expressions.Nodes;

/// <summary><c>.name(arguments)</c>; the arguments are looked up where the chain begins, not in what it gave so far.</summary>
internal sealed class CallLink(int position, Prefix before, string name, Node[] arguments) : Link(position, before)
{
    private readonly CallCache _calls = new();

    public override object? Get(ref Frame frame, object? source)
    {
        var values = Calling.Evaluate(arguments, ref frame);
        if (source is null)
        {
            throw NullSource($"callMethod(null, \"{name}\")");
        }

        if (source is IRoot)
        {
            throw Failure($"no method '{name}' here; call it on something, such as target.{name}(…)");
        }

        var type = source.GetType();
        var call = _calls.Find(type, values) ?? _calls.Add(type, values, InvocableFinder.Find(type, name, values, Position));
        if (call.Writes)
        {
            Writing.Check(ref frame, source, Position);
        }

        return Calling.Invoke(call, source, values, ref frame, Position);
    }
}
