using System.Runtime.CompilerServices;
using Arthas.Contracts.CommandLine;
using Arthas.Probe.Expressions.Nodes;
using Arthas.Probe.Expressions.Syntax;

namespace Arthas.Probe.Expressions;

internal sealed class CompiledExpression(string text, Node node, Demands demands) : Expression
{
    public override Role Role => demands.Change is null ? Role.Observe : Role.Change;

    public override string? Reason => demands.Change;

    public override bool Assigns => demands.Assigns;

    public override string Text => text;

    public Node Node => node;

    public override object? Evaluate(object? root, IReadOnlyDictionary<string, object?>? variables = null, EvaluationContext? context = null)
    {
        context ??= EvaluationContext.Unbound;
        context.Require(this);

        // The application's thread may be deep in a recursion of its own.
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new ExpressionException("too little stack is left on this thread to evaluate an expression");
        }

        var frame = new Frame(root, variables, context);
        try
        {
            return node.Evaluate(ref frame);
        }
        catch (Exception failure) when (failure is not ExpressionException)
        {
            throw new ExpressionException($"{failure.GetType()}: {failure.Message}", -1, failure);
        }
    }
}
