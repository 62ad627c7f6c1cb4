using Arthas.Probe.Expressions.Nodes;

namespace Arthas.Probe.Expressions.Operators;

/// <summary>
/// == and the orders, across types: numbers by value whatever their types, a char as a string of one, an enum by its
/// name or its number, a date or Guid by the text it reads from.
/// </summary>
internal static class Comparison
{
    public static bool AreEqual(object? left, object? right, ref Frame frame, int position)
    {
        if (left is int a && right is int b)
        {
            return a == b;
        }

        // NaN is not even itself, so identity must not decide for numbers.
        if (ReferenceEquals(left, right) && left is not (double or float or Half))
        {
            return true;
        }

        if (left is null || right is null)
        {
            return false;
        }

        if (left is string s && right is string t)
        {
            return s == t;
        }

        if (Plain(left, right) is { } ordering)
        {
            return ordering == Ordering.Equal;
        }

        if (left is Array first && right is Array second)
        {
            return AreEqual(first, second, ref frame, position);
        }

        return Likeness.AreEqual(left, right, ref frame, position);
    }

    public static Ordering Order(object? left, object? right, ref Frame frame, int position)
    {
        if (left is int a && right is int b)
        {
            return Of(a.CompareTo(b));
        }

        if (left is null && right is null)
        {
            return Ordering.Equal;
        }

        var ordering = left is null || right is null
            ? WithNull(left, right)
            : Plain(left, right) ?? Likeness.Order(left, right, ref frame, position);
        return ordering ?? throw new ExpressionException(
            $"cannot compare {Conversion.Shown(left)} with {Conversion.Shown(right)}", position);
    }

    public static Ordering Of(int result) => result < 0 ? Ordering.Less : result > 0 ? Ordering.Greater : Ordering.Equal;

    /// <summary>Null counts as 0 beside a number, as in OGNL, and has no order beside anything else.</summary>
    private static Ordering? WithNull(object? left, object? right) =>
        Numeric.KindOf(left ?? right) == NumberKind.None ? null : OfReals(Numeric.ToDouble(left), Numeric.ToDouble(right));

    /// <summary>Null when it takes more than numbers, strings and what reads from a string.</summary>
    private static Ordering? Plain(object left, object right)
    {
        var a = Numeric.KindOf(left);
        var b = Numeric.KindOf(right);
        if (a != NumberKind.None && b != NumberKind.None)
        {
            return OfNumbers(left, right, Numeric.Common(a, b));
        }

        if (Character(left, right) is var (s, t))
        {
            return Of(string.CompareOrdinal(s, t));
        }

        if (left is string text)
        {
            return Readable.Read(text, right) is { } read ? Flip(Plain(right, read)) : right is Enum ? Ordering.None : null;
        }

        if (right is string other)
        {
            return Readable.Read(other, left) is { } read ? Plain(left, read) : left is Enum ? Ordering.None : null;
        }

        return OfClock(left, right);
    }

    private static (string Left, string Right)? Character(object left, object right) => (left, right) switch
    {
        (string a, string b) => (a, b),
        (char a, string b) => (a.ToString(), b),
        (string a, char b) => (a, b.ToString()),
        _ => null,
    };

    private static Ordering? Flip(Ordering? ordering) => ordering switch
    {
        Ordering.Less => Ordering.Greater,
        Ordering.Greater => Ordering.Less,
        _ => ordering,
    };

    private static Ordering OfNumbers(object left, object right, NumberKind kind)
    {
        switch (kind)
        {
            case NumberKind.Int or NumberKind.Long:
                return Of(Numeric.ToLong(left).CompareTo(Numeric.ToLong(right)));
            case NumberKind.ULong:
                return Of(Numeric.ToInt128(left).CompareTo(Numeric.ToInt128(right)));
            case NumberKind.Big:
                return Of(Bigs.Compare(left, right));
            case NumberKind.Decimal when Numeric.TryDecimal(left, out var a) && Numeric.TryDecimal(right, out var b):
                return Of(a.CompareTo(b));
            default:
                return OfReals(Numeric.ToDouble(left), Numeric.ToDouble(right));
        }
    }

    private static Ordering OfReals(double a, double b) =>
        a < b ? Ordering.Less : a > b ? Ordering.Greater : a == b ? Ordering.Equal : Ordering.None;

    private static Ordering? OfClock(object left, object right) => (left, right) switch
    {
        (DateTime a, DateTime b) => Of(a.CompareTo(b)),
        (DateTimeOffset a, DateTimeOffset b) => Of(a.CompareTo(b)),
        (DateTime a, DateTimeOffset b) => Of(new DateTimeOffset(a).CompareTo(b)),
        (DateTimeOffset a, DateTime b) => Of(a.CompareTo(new DateTimeOffset(b))),
        (TimeSpan a, TimeSpan b) => Of(a.CompareTo(b)),
        (DateOnly a, DateOnly b) => Of(a.CompareTo(b)),
        (TimeOnly a, TimeOnly b) => Of(a.CompareTo(b)),
        (Guid a, Guid b) => Of(a.CompareTo(b)),
        (Version a, Version b) => Of(a.CompareTo(b)),
        _ => null,
    };

    private static bool AreEqual(Array left, Array right, ref Frame frame, int position)
    {
        if (left.GetType() != right.GetType() || left.Length != right.Length || left.Rank != 1)
        {
            return false;
        }

        for (var i = 0; i < left.Length; i++)
        {
            frame.CountItem(position);
            if (!AreEqual(left.GetValue(i), right.GetValue(i), ref frame, position))
            {
                return false;
            }
        }

        return true;
    }
}
