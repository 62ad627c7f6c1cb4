namespace Arthas.Probe.Expressions.Nodes;

/// <summary><c>#f(argument)</c>.</summary>
internal sealed class LambdaCallLink(int position, Prefix before, Node argument) : Link(position, before)
{
    public override object? Get(ref Frame frame, object? source)
    {
        // OGNL would also parse and run a string here: text that nobody saw beforehand is not run.
        var lambda = source as Lambda
            ?? throw Failure(source is null ? $"'{Before}' is null and cannot be called" : $"'{Before}' is {source.GetType()} and not a lambda :[…]");
        return lambda.Call(ref frame, argument.Evaluate(ref frame), Position);
    }
}
