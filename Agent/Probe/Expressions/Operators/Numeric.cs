using System.Globalization;
using System.Runtime.CompilerServices;

namespace Arthas.Probe.Expressions.Operators;

/// <summary>Numbers by their kind.</summary>
internal static class Numeric
{
    public static NumberKind KindOf(object? value) => value switch
    {
        int => NumberKind.Int,
        long => NumberKind.Long,
        double => NumberKind.Double,
        string or null => NumberKind.None,
        bool or char or byte or sbyte or short or ushort => NumberKind.Int,
        uint or nint => NumberKind.Long,
        ulong or nuint => NumberKind.ULong,
        float or Half => NumberKind.Float,
        decimal => NumberKind.Decimal,
        Enum => Type.GetTypeCode(value.GetType()) switch
        {
            TypeCode.UInt64 => NumberKind.ULong,
            TypeCode.Int64 or TypeCode.UInt32 => NumberKind.Long,
            _ => NumberKind.Int,
        },
        ValueType => KindOfRare(value),
        _ => NumberKind.None,
    };

    /// <summary>The kind that both sides are brought to. The order is OGNL's, but that a double with a BigInteger stays a double.</summary>
    public static NumberKind Common(NumberKind a, NumberKind b)
    {
        if (a == b)
        {
            return a;
        }

        var (low, high) = a < b ? (a, b) : (b, a);
        return high switch
        {
            NumberKind.Float => NumberKind.Double,
            _ when low == NumberKind.None => NumberKind.Double,
            _ => high,
        };
    }

    public static int ToInt(object? value) => value is int number ? number : unchecked((int)ToLong(value));

    public static long ToLong(object? value) => value switch
    {
        long number => number,
        int number => number,
        bool truth => truth ? 1 : 0,
        char c => c,
        byte number => number,
        sbyte number => number,
        short number => number,
        ushort number => number,
        uint number => number,
        nint number => number,
        Enum => EnumToLong(value),
        _ => throw new InvalidCastException($"{value?.GetType()} is no whole number that fits a long"),
    };

    public static Int128 ToInt128(object? value) => value switch
    {
        ulong number => number,
        nuint number => number,
        Enum when Type.GetTypeCode(value.GetType()) == TypeCode.UInt64 => Convert.ToUInt64(value, CultureInfo.InvariantCulture),
        _ => ToLong(value),
    };

    /// <summary>Null is 0 here, and a string what it reads as: OGNL's rule.</summary>
    public static double ToDouble(object? value) => value switch
    {
        null => 0,
        double number => number,
        float number => number,
        Half number => (double)number,
        decimal number => (double)number,
        string text => double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new InvalidCastException($"\"{(text.Length > 40 ? text[..40] + "…" : text)}\" is not a number"),
        _ => KindOf(value) switch
        {
            NumberKind.Int or NumberKind.Long => ToLong(value),
            NumberKind.ULong => (double)ToInt128(value),
            NumberKind.Big => Bigs.ToDouble(value),
            _ => throw new InvalidCastException($"{value.GetType()} is not a number"),
        },
    };

    /// <summary>False when it is too large, infinite or no number at all for a decimal.</summary>
    public static bool TryDecimal(object? value, out decimal number)
    {
        number = 0;
        try
        {
            switch (KindOf(value))
            {
                case NumberKind.Decimal:
                    number = (decimal)value!;
                    return true;
                case NumberKind.Int or NumberKind.Long:
                    number = ToLong(value);
                    return true;
                case NumberKind.ULong:
                    number = (decimal)ToInt128(value);
                    return true;
                case NumberKind.Big:
                    number = Bigs.ToDecimal(value);
                    return true;
                default:
                    var real = ToDouble(value);
                    if (!(Math.Abs(real) < 7.9e28))
                    {
                        return false;
                    }

                    // A float's own digits: 0.1f is 0.1 and not 0.100000001490116.
                    number = value is float single ? (decimal)single : (decimal)real;
                    return true;
            }
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    private static long EnumToLong(object value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static NumberKind KindOfRare(object value) =>
        Bigs.Is(value) ? NumberKind.Big : NumberKind.None;
}
