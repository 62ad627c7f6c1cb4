namespace Arthas.Probe.Expressions.Nodes;

/// <summary><c>.( expression )</c>: evaluated with what came before as <c>#this</c>.</summary>
internal sealed class SubExpressionLink(int position, Prefix before, Node body) : Link(position, before)
{
    public override object? Get(ref Frame frame, object? source)
    {
        var outer = frame.This;
        frame.This = source;
        var value = body.Evaluate(ref frame);
        frame.This = outer;
        return value;
    }
}
