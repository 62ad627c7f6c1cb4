using Arthas.Probe.Expressions.Operators;
using Arthas.Probe.Weaving;

namespace Arthas.Probe.Listening.Gates;

/// <summary>One side of a comparison of numbers, compared as its kind of number is.</summary>
internal interface IOperand<TSelf>
    where TSelf : struct, IOperand<TSelf>
{
    static abstract bool Equal(in TSelf a, in TSelf b, in PlainArguments arguments);

    static abstract bool Less(in TSelf a, in TSelf b, in PlainArguments arguments);

    /// <summary>What a comparison is true for, if that is one range of one whole argument.</summary>
    static abstract WholeRange? Range(in TSelf left, Operator op, in TSelf right);
}

internal sealed class NumberComparison<T>(T left, Operator op, T right) : IEarlyTest
    where T : struct, IOperand<T>
{
    public WholeRange? Range => T.Range(left, op, right);

    // "Not less" is no "greater or equal": NaN is neither.
    public Foresight Of(in PlainArguments arguments) => Foresights.Of(op switch
    {
        Operator.Equal => T.Equal(left, right, in arguments),
        Operator.NotEqual => !T.Equal(left, right, in arguments),
        Operator.Less => T.Less(left, right, in arguments),
        Operator.LessOrEqual => T.Less(left, right, in arguments) || T.Equal(left, right, in arguments),
        Operator.Greater => T.Less(right, left, in arguments),
        _ => T.Less(right, left, in arguments) || T.Equal(left, right, in arguments),
    });
}
