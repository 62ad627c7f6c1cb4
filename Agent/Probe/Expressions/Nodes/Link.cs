namespace Arthas.Probe.Expressions.Nodes;

/// <summary>One step of a chain: what follows a dot or stands in brackets.</summary>
/// <param name="position">The 0-based character it begins at.</param>
/// <param name="before">The text of the chain up to here, for messages; empty for a bare name.</param>
internal abstract class Link(int position, Prefix before)
{
    public int Position { get; } = position;

    /// <summary>Begins its chain: what it is looked up in stands unwritten.</summary>
    public bool IsBare => Before.IsEmpty;

    protected Prefix Before { get; } = before;

    public abstract object? Get(ref Frame frame, object? source);

    public virtual bool IsAssignable => false;

    public virtual void Set(ref Frame frame, object? source, object? value) =>
        throw new ExpressionException($"nothing can be assigned", Position);

    /// <summary>In OGNL's words, and which part of the expression it was.</summary>
    protected ExpressionException NullSource(string access) =>
        new($"source is null for {access}{(IsBare ? "" : $": '{Before}' is null")}", Position);

    protected ExpressionException Failure(string message, Exception? inner = null) => new($"{message}", Position, inner);

    protected ExpressionException Threw(string what, Exception failure) =>
        failure as ExpressionException
        ?? new ExpressionException($"{what} threw {failure.GetType()}: {failure.Message}", Position, failure);
}
