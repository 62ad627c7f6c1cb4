using Arthas.Probe.Expressions.Operators;
using Arthas.Probe.Weaving;

namespace Arthas.Probe.Listening.Gates;

/// <summary>A whole number in a condition: an argument, its rest when divided by <paramref name="Number"/>, or that number.</summary>
/// <param name="Number">Of an argument the modulus, 0 for none.</param>
internal readonly record struct Whole(bool IsArgument, int Index, long Number) : IOperand<Whole>
{
    public static Whole Of(long constant) => new(false, 0, constant);

    public static bool Equal(in Whole a, in Whole b, in PlainArguments arguments) => a.In(in arguments) == b.In(in arguments);

    public static bool Less(in Whole a, in Whole b, in PlainArguments arguments) => a.In(in arguments) < b.In(in arguments);

    public static WholeRange? Range(in Whole left, Operator op, in Whole right) =>
        left is not { IsArgument: true, Number: 0, Index: var index } || right is not { IsArgument: false, Number: var bound } ? null : op switch
        {
            Operator.Less when bound > long.MinValue => new(index, long.MinValue, bound - 1),
            Operator.LessOrEqual => new(index, long.MinValue, bound),
            Operator.Greater when bound < long.MaxValue => new(index, bound + 1, long.MaxValue),
            Operator.GreaterOrEqual => new(index, bound, long.MaxValue),
            Operator.Equal => new(index, bound, bound),
            _ => null,
        };

    private long In(in PlainArguments arguments)
    {
        if (!IsArgument)
        {
            return Number;
        }

        var value = arguments.Whole(Index);
        return Number == 0 ? value : value % Number;
    }
}
