using Arthas.Probe.Expressions.Nodes;

namespace Arthas.Probe.Expressions.Operators;

/// <summary>+ - * / % and - alone, with OGNL's promotion; whole numbers wrap around as in C# and Java.</summary>
internal static class Arithmetic
{
    public static object? Apply(Operator op, object? left, object? right, ref Frame frame, int position)
    {
        var a = Numeric.KindOf(left);
        var b = Numeric.KindOf(right);
        if (op == Operator.Add && (a == NumberKind.None || b == NumberKind.None || left is char || right is char))
        {
            return TimeArithmetic.Add(left, right) ?? Concatenation.Of(left, right, ref frame, position);
        }

        if (op == Operator.Subtract && a == NumberKind.None && TimeArithmetic.Subtract(left, right) is { } span)
        {
            return span;
        }

        try
        {
            return Apply(op, left, right, Numeric.Common(a, b));
        }
        catch (Exception failure) when (failure is ArithmeticException or InvalidCastException)
        {
            var reason = failure is DivideByZeroException ? "division by zero" : failure.Message;
            throw new ExpressionException($"{reason}", position, failure);
        }
    }

    public static object? Negate(object? value, int position)
    {
        try
        {
            return value is TimeSpan span ? -span : Numeric.KindOf(value) switch
            {
                NumberKind.Int => unchecked(-Numeric.ToInt(value)),
                NumberKind.Long => unchecked(-Numeric.ToLong(value)),
                NumberKind.ULong => Narrow(-Numeric.ToInt128(value)),
                NumberKind.Big => Bigs.Negate(value),
                NumberKind.Float => (float)-Numeric.ToDouble(value),
                NumberKind.Decimal => -(decimal)value!,
                _ => -Numeric.ToDouble(value),
            };
        }
        catch (InvalidCastException failure)
        {
            throw new ExpressionException($"{failure.Message}", position, failure);
        }
    }

    /// <summary>The smallest of ulong, long and BigInteger that holds it.</summary>
    public static object Narrow(Int128 value)
    {
        if (value >= 0 && value <= ulong.MaxValue)
        {
            return (ulong)value;
        }

        return value >= long.MinValue && value < 0 ? (long)value : Bigs.From(value);
    }

    private static object Apply(Operator op, object? left, object? right, NumberKind kind)
    {
        switch (kind)
        {
            case NumberKind.Int:
                return Whole(op, Numeric.ToInt(left), Numeric.ToInt(right));
            case NumberKind.Long:
                return Whole(op, Numeric.ToLong(left), Numeric.ToLong(right));
            case NumberKind.ULong:
                return Narrow(Whole128(op, Numeric.ToInt128(left), Numeric.ToInt128(right)));
            case NumberKind.Big:
                return Bigs.Apply(op, left, right);
            case NumberKind.Float:
                return (float)Real(op, Numeric.ToDouble(left), Numeric.ToDouble(right));
            case NumberKind.Decimal when Numeric.TryDecimal(left, out var a) && Numeric.TryDecimal(right, out var b):
                return Money(op, a, b);
            default:
                return Real(op, Numeric.ToDouble(left), Numeric.ToDouble(right));
        }
    }

    private static int Whole(Operator op, int a, int b) => unchecked(op switch
    {
        Operator.Add => a + b,
        Operator.Subtract => a - b,
        Operator.Multiply => a * b,
        Operator.Divide => b == -1 ? -a : a / b,
        _ => b == -1 ? 0 : a % b,
    });

    private static long Whole(Operator op, long a, long b) => unchecked(op switch
    {
        Operator.Add => a + b,
        Operator.Subtract => a - b,
        Operator.Multiply => a * b,
        Operator.Divide => b == -1 ? -a : a / b,
        _ => b == -1 ? 0 : a % b,
    });

    private static Int128 Whole128(Operator op, Int128 a, Int128 b) => checked(op switch
    {
        Operator.Add => a + b,
        Operator.Subtract => a - b,
        Operator.Multiply => a * b,
        Operator.Divide => a / b,
        _ => a % b,
    });

    private static double Real(Operator op, double a, double b) => op switch
    {
        Operator.Add => a + b,
        Operator.Subtract => a - b,
        Operator.Multiply => a * b,
        Operator.Divide => a / b,
        _ => a % b,
    };

    private static decimal Money(Operator op, decimal a, decimal b) => op switch
    {
        Operator.Add => a + b,
        Operator.Subtract => a - b,
        Operator.Multiply => a * b,
        Operator.Divide => a / b,
        _ => a % b,
    };
}
