using Arthas.Contracts.CommandLine;

namespace Arthas.Probe.Expressions;

/// <summary>
/// An OGNL expression over .NET objects, parsed and compiled once; evaluation is free of shared state and may run on
/// many threads at once.
/// </summary>
public abstract class Expression
{
    /// <summary>
    /// What it takes as far as its text tells, known before it ever runs. A getter that is more than a field read shows
    /// itself only at run time: <see cref="EvaluationContext.Role"/> guards against it.
    /// </summary>
    public abstract Role Role { get; }

    /// <summary>What makes it need <see cref="Role.Change"/>, such as <c>it calls 'Save' at position 7</c>; else null.</summary>
    public abstract string? Reason { get; }

    /// <summary>It assigns to something else than a variable of its own; refused by <see cref="EvaluationContext.Strict"/>.</summary>
    public abstract bool Assigns { get; }

    public abstract string Text { get; }

    /// <param name="root">Names that are not variables are looked up here; an <see cref="IRoot"/> names its properties itself.</param>
    /// <param name="variables">The values of <c>#name</c>, such as <c>cost</c>. Null for none.</param>
    /// <param name="context">What it may do and for how long. Null allows everything but assignment, within the usual bounds.</param>
    /// <exception cref="ExpressionException">The evaluation failed; the message says at what and why.</exception>
    public abstract object? Evaluate(object? root, IReadOnlyDictionary<string, object?>? variables = null, EvaluationContext? context = null);
}
