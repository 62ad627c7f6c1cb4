namespace Arthas.Probe.Expressions.Nodes;

/// <summary>
/// One piece of an expression. Immutable once parsed but for caches that any thread may read and replace. The tree is
/// never deeper than the parser's limit: what may be long (sums, chains, sequences) is one node with many parts.
/// </summary>
internal abstract class Node(int position)
{
    /// <summary>The 0-based character it begins at.</summary>
    public int Position { get; } = position;

    public abstract object? Evaluate(ref Frame frame);

    /// <summary>Takes assignments; the parser asks before it builds one.</summary>
    public virtual bool IsAssignable => false;

    public virtual void Assign(ref Frame frame, object? value) =>
        throw new ExpressionException($"nothing can be assigned", Position);
}
