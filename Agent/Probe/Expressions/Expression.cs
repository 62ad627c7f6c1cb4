namespace Arthas.Probe.Expressions;

/// <summary>What an expression does to the target: reads it, or calls into it and changes it.</summary>
public enum Access
{
    Observe,
    Change,
}

/// <summary>
/// An OGNL expression over .NET objects, parsed and compiled once; evaluation is free of shared state and may run on
/// many threads at once.
/// </summary>
public abstract class Expression
{
    /// <summary>What it needs, known before it ever runs.</summary>
    public abstract Access Needs { get; }

    public abstract string Text { get; }

    /// <param name="root">Names that are not variables are looked up here; an <see cref="IRoot"/> names its properties itself.</param>
    /// <param name="variables">The values of <c>#name</c>, such as <c>cost</c>. Null for none.</param>
    /// <exception cref="ExpressionException">The evaluation failed; the message says at what and why.</exception>
    public abstract object? Evaluate(object? root, IReadOnlyDictionary<string, object?>? variables = null);
}

/// <summary>A root whose properties are given by name rather than by reflection: params, returnObj and so on.</summary>
public interface IRoot
{
    bool TryGet(string name, out object? value);
}

/// <summary>A wrong expression, or one that failed. <see cref="Position"/> is the 0-based character, -1 if unknown.</summary>
public sealed class ExpressionException(string message, int position = -1, Exception? inner = null) : Exception(message, inner)
{
    public int Position { get; } = position;
}
