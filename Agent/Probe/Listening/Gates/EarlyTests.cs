using Arthas.Probe.Expressions.Nodes;
using Arthas.Probe.Expressions.Operators;
using Arthas.Probe.Weaving;

namespace Arthas.Probe.Listening.Gates;

/// <summary>
/// Finds what of a condition plain arguments decide. They are values, or cannot change: what is true of them at the
/// entry is true at the end. All that is not listed here is left to the evaluation.
/// </summary>
internal sealed class EarlyTests(PlainPlace[] places)
{
    // The application's stack is not ours to use up.
    private const int MaxDepth = 8;

    /// <summary>Null when they decide nothing.</summary>
    public static IEarlyTest? For(Node condition, PlainPlace[] places) => new EarlyTests(places).Of(condition, 0);

    private IEarlyTest? Of(Node node, int depth) => depth == MaxDepth ? null : node switch
    {
        Logical logical => Of(logical, depth + 1),
        Unary { Sign: '!' } not => Of(not.Operand, depth + 1) is { } test ? new Not(test) : null,
        Fold { Rest: [var only] } fold => Comparison(fold.First, only.Operator, only.Operand),
        _ => WholeOf(node) is { } whole ? new NumberComparison<Whole>(whole, Operator.NotEqual, default) : null,
    };

    private Either? Of(Logical logical, int depth)
    {
        var tests = new List<IEarlyTest>();
        foreach (var operand in logical.Operands)
        {
            if (Of(operand, depth) is not { } test)
            {
                break;
            }

            tests.Add(test);
        }

        var decided = tests.Count == logical.Operands.Count;
        return tests.Count == 0 ? null : new Either([.. tests], logical.IsOr, decided ? null : Foresight.Unknown);
    }

    private IEarlyTest? Comparison(Node left, Operator op, Node right)
    {
        if (op is not (Operator.Equal or Operator.NotEqual or Operator.Less or Operator.LessOrEqual or Operator.Greater or Operator.GreaterOrEqual))
        {
            return WholeOf(left, op, right) is { } rest ? new NumberComparison<Whole>(rest, Operator.NotEqual, default) : null;
        }

        if (WholeOf(left) is { } a && WholeOf(right) is { } b)
        {
            return a.IsArgument ? new NumberComparison<Whole>(a, op, b) : new NumberComparison<Whole>(b, Turned(op), a);
        }

        if (RealOf(left) is { } x && RealOf(right) is { } y)
        {
            return new NumberComparison<Real>(x, op, y);
        }

        return op is Operator.Equal or Operator.NotEqual ? Reference(left, op, right) ?? Reference(right, op, left) : null;
    }

    private static Operator Turned(Operator op) => op switch
    {
        Operator.Less => Operator.Greater,
        Operator.LessOrEqual => Operator.GreaterOrEqual,
        Operator.Greater => Operator.Less,
        Operator.GreaterOrEqual => Operator.LessOrEqual,
        _ => op,
    };

    private Whole? WholeOf(Node node) => node switch
    {
        Constant { Value: bool truth } => Whole.Of(truth ? 1 : 0),
        Constant { Value: char c } => Whole.Of(c),
        Constant { Value: int number } => Whole.Of(number),
        Constant { Value: long number } => Whole.Of(number),
        Fold { Rest: [var only] } fold => WholeOf(fold.First, only.Operator, only.Operand),
        _ => PlaceOf(node) is { Kind: PlainKind.Whole } place ? new(true, place.Index, 0) : null,
    };

    private Whole? WholeOf(Node left, Operator op, Node right) =>
        op == Operator.Remainder && PlaceOf(left) is { Kind: PlainKind.Whole } place && right is Constant { Value: int and > 0 and var modulus }
            ? new(true, place.Index, modulus)
            : null;

    private Real? RealOf(Node node) => node switch
    {
        Constant { Value: double number } => new(default, number),
        Constant { Value: float number } => new(default, number),
        Constant { Value: int number } => new(default, number),
        Constant { Value: long number } => new(default, number),
        _ => PlaceOf(node) is { Kind: PlainKind.Whole or PlainKind.Real } place ? new(place, 0) : null,
    };

    private ReferenceComparison? Reference(Node argument, Operator op, Node constant) =>
        constant is Constant { Value: null or string } text && PlaceOf(argument) is { Kind: PlainKind.Reference } place
            ? new(place.Index, (string?)text.Value, op == Operator.Equal)
            : null;

    /// <summary>Of <c>params[0]</c>.</summary>
    private PlainPlace? PlaceOf(Node node) =>
        node is Chain { First: This, Links: [PropertyLink { IsBare: true, Name: "params" }, IndexLink { Index: Constant { Value: int and >= 0 and var index } }] }
        && index < places.Length
            ? places[index]
            : null;
}
