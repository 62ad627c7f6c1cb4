namespace Arthas.Probe.Expressions.Nodes;

/// <summary><c>:[ expression ]</c>: kept, to be evaluated by <c>#f(argument)</c> with the argument as <c>#this</c>.</summary>
internal sealed class Lambda(int position, Node body) : Node(position)
{
    public override object? Evaluate(ref Frame frame) => this;

    public object? Call(ref Frame frame, object? argument, int at)
    {
        frame.EnterLambda(at);
        var outer = frame.This;
        frame.This = argument;
        var value = body.Evaluate(ref frame);
        frame.This = outer;
        frame.LeaveLambda();
        return value;
    }
}
