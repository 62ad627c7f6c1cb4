using Arthas.Probe.Expressions.Operators;
using Arthas.Probe.Weaving;

namespace Arthas.Probe.Listening.Gates;

/// <summary>A number in a condition that compares as a double does.</summary>
internal readonly record struct Real(PlainPlace Place, double Constant)
{
    public double In(in PlainArguments arguments) => Place.Kind switch
    {
        PlainKind.Real => arguments.Real(Place.Index),
        PlainKind.Whole => arguments.Whole(Place.Index),
        _ => Constant,
    };
}

internal sealed class RealComparison(Real left, Operator op, Real right) : IEarlyTest
{
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
