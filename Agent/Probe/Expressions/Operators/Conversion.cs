using Arthas.Probe.Expressions.Members;

namespace Arthas.Probe.Expressions.Operators;

/// <summary>Values brought to the type of a parameter, key, element or field.</summary>
internal static class Conversion
{
    /// <exception cref="ExpressionException">There is no way from the one to the other.</exception>
    public static object? Convert(object? value, Type type, int position) =>
        TryConvert(value, type, out var result)
            ? result
            : throw new ExpressionException($"cannot convert {Shown(value)} to {type}", position);

    public static bool TryConvert(object? value, Type type, out object? result)
    {
        result = value;
        if (value is null)
        {
            return !type.IsValueType || Nullable.GetUnderlyingType(type) is not null;
        }

        if (type.IsInstanceOfType(value))
        {
            return true;
        }

        if (type.IsByRef)
        {
            return TryConvert(value, type.GetElementType()!, out result);
        }

        type = Nullable.GetUnderlyingType(type) ?? type;
        try
        {
            result = Simple(value, type) ?? Sequences.Convert(value, type);
        }
        catch (Exception failure) when (failure is OverflowException or InvalidCastException or FormatException or ArgumentException)
        {
            return false;
        }

        return result is not null;
    }

    public static string Shown(object? value) => value switch
    {
        null => "null",
        string text => text.Length > 40 ? $"\"{text.AsSpan(0, 40)}…\"" : $"\"{text}\"",
        _ => Concatenation.Plain(value) is { } plain && value is not Type ? $"{plain} ({value.GetType()})" : value.GetType().ToString(),
    };

    private static object? Simple(object value, Type type)
    {
        if (type == typeof(string))
        {
            return value is Type ? null : Concatenation.Plain(value);
        }

        if (type.IsEnum)
        {
            return value is string name ? Readable.ReadEnum(name, type)
                : Numeric.KindOf(value) is NumberKind.Int or NumberKind.Long or NumberKind.ULong ? Enum.ToObject(type, Number(value, Enum.GetUnderlyingType(type))!)
                : null;
        }

        if (type == typeof(bool))
        {
            return value is string text && bool.TryParse(text, out var truth) ? truth : null;
        }

        if (type == typeof(char))
        {
            return value is string text ? text.Length == 1 ? text[0] : null
                : Numeric.KindOf(value) is NumberKind.Int or NumberKind.Long ? checked((char)Numeric.ToLong(value)) : null;
        }

        if (value is string readable)
        {
            return Numbers.IsNumber(type) ? Readable.ReadNumber(readable) is { } number ? Number(number, type) : null
                : Like(type) is { } like ? Readable.Read(readable, like) : null;
        }

        return Numbers.IsNumber(type) && value is not bool ? Number(value, type) : null;
    }

    private static object? Like(Type type)
    {
        if (type == typeof(Version))
        {
            return new Version(0, 0);
        }

        return Purity.IsScalar(type) ? Activator.CreateInstance(type) : null;
    }

    /// <summary>Cuts fractions off, as OGNL does, but never bits.</summary>
    private static object? Number(object value, Type type)
    {
        var kind = Numeric.KindOf(value);
        if (kind == NumberKind.None)
        {
            return null;
        }

        switch (Type.GetTypeCode(type))
        {
            case TypeCode.Double:
                return Numeric.ToDouble(value);
            case TypeCode.Single:
                return (float)Numeric.ToDouble(value);
            case TypeCode.Decimal:
                return Numeric.TryDecimal(value, out var money) ? money : null;
        }

        if (type == typeof(Half))
        {
            return (Half)Numeric.ToDouble(value);
        }

        if (kind is NumberKind.Int or NumberKind.Long)
        {
            return Whole(Numeric.ToLong(value), type) ?? WholeRare(value, type);
        }

        return kind is NumberKind.Float or NumberKind.Double or NumberKind.Decimal
            ? Whole(checked((long)Numeric.ToDouble(value)), type) ?? WholeRare(checked((long)Numeric.ToDouble(value)), type)
            : WholeRare(value, type);
    }

    private static object? Whole(long value, Type type) => checked(Type.GetTypeCode(type) switch
    {
        TypeCode.Int32 => (int)value,
        TypeCode.Int64 => value,
        TypeCode.Int16 => (short)value,
        TypeCode.Byte => (byte)value,
        TypeCode.SByte => (sbyte)value,
        TypeCode.UInt16 => (ushort)value,
        TypeCode.UInt32 => (uint)value,
        TypeCode.UInt64 => (ulong)value,
        _ when type == typeof(nint) => (nint)value,
        _ when type == typeof(nuint) => (nuint)value,
        _ => (object?)null,
    });

    private static object? WholeRare(object value, Type type) => Bigs.Convert(value, type) ?? Whole(Bigs.ToLong(value), type);
}
