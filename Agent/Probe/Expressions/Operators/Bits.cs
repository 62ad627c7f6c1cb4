namespace Arthas.Probe.Expressions.Operators;

/// <summary>&amp; | ^ ~ and the shifts, on whole numbers and enums; of two bools the first three give a bool.</summary>
internal static class Bits
{
    public static object Apply(Operator op, object? left, object? right, int position)
    {
        if (left is bool x && right is bool y && op is Operator.BitAnd or Operator.BitOr or Operator.BitXor)
        {
            return op switch
            {
                Operator.BitAnd => x & y,
                Operator.BitOr => x | y,
                _ => x ^ y,
            };
        }

        try
        {
            // A shift is done in the type of what is shifted, the others in the wider of the two.
            var shift = op is Operator.ShiftLeft or Operator.ShiftRight or Operator.ShiftRightUnsigned;
            var kind = shift ? Whole(left) : Numeric.Common(Whole(left), Whole(right));
            return kind switch
            {
                NumberKind.Int => Apply(op, Numeric.ToInt(left), Numeric.ToInt(right)),
                NumberKind.Long => Apply(op, Numeric.ToLong(left), Numeric.ToLong(right)),
                NumberKind.ULong => Apply(op, unchecked((ulong)Numeric.ToInt128(left)), unchecked((ulong)Numeric.ToInt128(right))),
                _ when shift => Bigs.Shift(op == Operator.ShiftLeft, left, right),
                _ => Bigs.Apply(op, left, right),
            };
        }
        catch (Exception failure) when (failure is ArithmeticException or InvalidCastException)
        {
            throw new ExpressionException($"{failure.Message}", position, failure);
        }
    }

    public static object Invert(object? value, int position)
    {
        try
        {
            return Whole(value) switch
            {
                NumberKind.Int => ~Numeric.ToInt(value),
                NumberKind.Long => ~Numeric.ToLong(value),
                NumberKind.ULong => ~unchecked((ulong)Numeric.ToInt128(value)),
                _ => Bigs.Invert(value),
            };
        }
        catch (InvalidCastException failure)
        {
            throw new ExpressionException($"{failure.Message}", position, failure);
        }
    }

    private static NumberKind Whole(object? value)
    {
        var kind = Numeric.KindOf(value);
        return kind is NumberKind.Int or NumberKind.Long or NumberKind.ULong or NumberKind.Big
            ? kind
            : throw new InvalidCastException($"{value?.GetType().ToString() ?? "null"} is not a whole number");
    }

    private static int Apply(Operator op, int a, int b) => op switch
    {
        Operator.BitAnd => a & b,
        Operator.BitOr => a | b,
        Operator.BitXor => a ^ b,
        Operator.ShiftLeft => a << b,
        Operator.ShiftRight => a >> b,
        _ => a >>> b,
    };

    private static long Apply(Operator op, long a, long b) => op switch
    {
        Operator.BitAnd => a & b,
        Operator.BitOr => a | b,
        Operator.BitXor => a ^ b,
        Operator.ShiftLeft => a << (int)b,
        Operator.ShiftRight => a >> (int)b,
        _ => a >>> (int)b,
    };

    private static ulong Apply(Operator op, ulong a, ulong b) => op switch
    {
        Operator.BitAnd => a & b,
        Operator.BitOr => a | b,
        Operator.BitXor => a ^ b,
        Operator.ShiftLeft => a << (int)b,
        _ => a >> (int)b,
    };
}
