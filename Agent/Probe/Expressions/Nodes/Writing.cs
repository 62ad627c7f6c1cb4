namespace Arthas.Probe.Expressions.Nodes;

/// <summary>What may be written to.</summary>
internal static class Writing
{
    /// <summary>A map that an expression made is its own; all else belongs to the target.</summary>
    public static void Check(ref Frame frame, object? source, int position)
    {
        if (source is OrderedMap)
        {
            return;
        }

        if (frame.Context.Strict)
        {
            throw new ExpressionException(EvaluationContext.StrictMessage, position);
        }

        frame.RequireChange("the assignment", position);
    }
}
