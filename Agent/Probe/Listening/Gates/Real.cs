using Arthas.Probe.Expressions.Operators;
using Arthas.Probe.Weaving;

namespace Arthas.Probe.Listening.Gates;

/// <summary>A number in a condition that compares as a double does: an argument, or a constant.</summary>
internal readonly record struct Real(PlainPlace Place, double Constant) : IOperand<Real>
{
    public static bool Equal(in Real a, in Real b, in PlainArguments arguments) => a.In(in arguments) == b.In(in arguments);

    public static bool Less(in Real a, in Real b, in PlainArguments arguments) => a.In(in arguments) < b.In(in arguments);

    public static WholeRange? Range(in Real left, Operator op, in Real right) => null;

    private double In(in PlainArguments arguments) => Place.Kind switch
    {
        PlainKind.Real => arguments.Real(Place.Index),
        PlainKind.Whole => arguments.Whole(Place.Index),
        _ => Constant,
    };
}
