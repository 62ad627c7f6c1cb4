using System.Numerics;

namespace Arthas.Probe.Expressions.Operators;

/// <summary>
/// All that touches BigInteger, which lives in an assembly of its own: a trimmed application may lack it, and then only
/// an expression with such numbers fails. So nothing here gives or takes one but as an object.
/// </summary>
internal static class Bigs
{
    /// <summary>Bits: beyond it one product takes long enough to be felt.</summary>
    private const long MaxBits = 1 << 16;

    public static bool Is(object value) => value is BigInteger or Int128 or UInt128;

    public static object Parse(ReadOnlySpan<byte> digits, uint radix)
    {
        var value = BigInteger.Zero;
        foreach (var digit in digits)
        {
            value = (value * radix) + digit;
        }

        return value;
    }

    public static object From(object? value) => To(value);

    public static double ToDouble(object? value) => (double)To(value);

    public static decimal ToDecimal(object? value) => (decimal)To(value);

    public static int Compare(object left, object right) => BigInteger.Compare(To(left), To(right));

    public static object Negate(object? value) => -To(value);

    public static object Invert(object? value) => -(To(value) + BigInteger.One);

    public static object Apply(Operator op, object? left, object? right)
    {
        var a = To(left);
        var b = To(right);
        Check(a.GetBitLength() + b.GetBitLength());
        return op switch
        {
            Operator.Add => a + b,
            Operator.Subtract => a - b,
            Operator.Multiply => a * b,
            Operator.Divide => a / b,
            Operator.Remainder => a % b,
            Operator.BitAnd => a & b,
            Operator.BitOr => a | b,
            _ => a ^ b,
        };
    }

    public static object Shift(bool left, object? value, object? by)
    {
        var a = To(value);
        var count = (int)BigInteger.Clamp(To(by), -int.MaxValue / 2, int.MaxValue / 2);
        count = left ? count : -count;
        Check(a.GetBitLength() + Math.Max(count, 0));
        return a << count;
    }

    /// <summary>Null when the type is none that this is for.</summary>
    /// <exception cref="OverflowException">It does not fit.</exception>
    public static object? Convert(object value, Type type) => type switch
    {
        _ when type == typeof(BigInteger) => To(value),
        _ when type == typeof(Int128) => (Int128)To(value),
        _ when type == typeof(UInt128) => (UInt128)To(value),
        _ when type == typeof(ulong) => (ulong)To(value),
        _ when type == typeof(nuint) => (nuint)(ulong)To(value),
        _ => null,
    };

    public static long ToLong(object value) => (long)To(value);

    private static BigInteger To(object? value) => value switch
    {
        BigInteger number => number,
        Int128 number => number,
        UInt128 number => number,
        _ => Numeric.ToInt128(value),
    };

    private static void Check(long bits)
    {
        if (bits > MaxBits)
        {
            throw new ArithmeticException($"a number of more than {MaxBits} bits");
        }
    }
}
