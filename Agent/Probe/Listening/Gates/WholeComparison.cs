using Arthas.Probe.Expressions.Operators;
using Arthas.Probe.Weaving;

namespace Arthas.Probe.Listening.Gates;

/// <summary>A whole number in a condition: an argument, its rest when divided by <paramref name="Number"/>, or that number.</summary>
/// <param name="Number">Of an argument the modulus, 0 for none.</param>
internal readonly record struct Whole(bool IsArgument, int Index, long Number)
{
    public static Whole Of(long constant) => new(false, 0, constant);

    public long In(in PlainArguments arguments)
    {
        if (!IsArgument)
        {
            return Number;
        }

        var value = arguments.Whole(Index);
        return Number == 0 ? value : value % Number;
    }
}

internal sealed class WholeComparison(Whole left, Operator op, Whole right) : IEarlyTest
{
    public WholeRange? Range => (left, op, right) switch
    {
        ({ IsArgument: true, Number: 0, Index: var index }, Operator.Less, { IsArgument: false, Number: > long.MinValue and var bound }) => new(index, long.MinValue, bound - 1),
        ({ IsArgument: true, Number: 0, Index: var index }, Operator.LessOrEqual, { IsArgument: false, Number: var bound }) => new(index, long.MinValue, bound),
        ({ IsArgument: true, Number: 0, Index: var index }, Operator.Greater, { IsArgument: false, Number: < long.MaxValue and var bound }) => new(index, bound + 1, long.MaxValue),
        ({ IsArgument: true, Number: 0, Index: var index }, Operator.GreaterOrEqual, { IsArgument: false, Number: var bound }) => new(index, bound, long.MaxValue),
        ({ IsArgument: true, Number: 0, Index: var index }, Operator.Equal, { IsArgument: false, Number: var bound }) => new(index, bound, bound),
        _ => null,
    };

    public Foresight Of(in PlainArguments arguments)
    {
        var (a, b) = (left.In(in arguments), right.In(in arguments));
        return Foresights.Of(op switch
        {
            Operator.Equal => a == b,
            Operator.NotEqual => a != b,
            Operator.Less => a < b,
            Operator.LessOrEqual => a <= b,
            Operator.Greater => a > b,
            _ => a >= b,
        });
    }
}
