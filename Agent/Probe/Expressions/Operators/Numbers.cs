namespace Arthas.Probe.Expressions.Operators;

/// <summary>Which types are numbers, and how well one goes into another.</summary>
internal static class Numbers
{
    private const int Narrowing = 20;

    public static bool IsNumber(Type type) => Rank(type) > 0;

    /// <summary>What it costs to pass the one for the other: little if nothing can be lost.</summary>
    public static int Cost(Type from, Type to)
    {
        var (a, b) = (Rank(from), Rank(to));
        var widens = b / 2 > a / 2 && (!IsUnsigned(to) || IsUnsigned(from)) && !(to == typeof(decimal) && a > 20);
        return widens ? 2 + ((b - a) / 2) : Narrowing + Math.Abs(a - b);
    }

    // Half of it is the size: signed and unsigned of one size share it, and what is a size larger holds either.
    private static int Rank(Type type) => Type.GetTypeCode(type) switch
    {
        _ when type.IsEnum => 0,
        TypeCode.SByte => 11,
        TypeCode.Byte => 10,
        TypeCode.Int16 => 13,
        TypeCode.UInt16 => 12,
        TypeCode.Int32 => 15,
        TypeCode.UInt32 => 14,
        TypeCode.Int64 => 17,
        TypeCode.UInt64 => 16,
        TypeCode.Single => 24,
        TypeCode.Double => 26,
        TypeCode.Decimal => 28,
        _ when type == typeof(nint) => 17,
        _ when type == typeof(nuint) => 16,
        _ when type == typeof(Int128) => 19,
        _ when type == typeof(UInt128) => 18,
        _ when type.FullName == "System.Numerics.BigInteger" => 20,
        _ when type == typeof(Half) => 22,
        _ => 0,
    };

    private static bool IsUnsigned(Type type) => Rank(type) is > 0 and < 20 and var rank && rank % 2 == 0;
}
