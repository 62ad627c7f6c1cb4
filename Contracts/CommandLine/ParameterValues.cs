using System.Globalization;

namespace Arthas.Contracts.CommandLine;

/// <summary>Values of parameters to and from text.</summary>
internal static class ParameterValues
{
    public static ValueKind KindOf(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var t when t == typeof(string) || t == typeof(IReadOnlyList<string>) => ValueKind.Text,
        var t when t == typeof(int) => ValueKind.Int32,
        var t when t == typeof(long) => ValueKind.Int64,
        var t when t == typeof(double) => ValueKind.Double,
        var t when t == typeof(bool) => ValueKind.Boolean,
        var t => throw new NotSupportedException($"no option or argument has values of {t}"),
    };

    /// <param name="text">As the parser has checked it.</param>
    public static object Read(ValueKind kind, string text) => kind switch
    {
        ValueKind.Int32 => int.Parse(text, NumberStyles.Integer, CultureInfo.InvariantCulture),
        ValueKind.Int64 => long.Parse(text, NumberStyles.Integer, CultureInfo.InvariantCulture),
        ValueKind.Double => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
        ValueKind.Boolean or ValueKind.Flag => string.Equals(text, "true", StringComparison.OrdinalIgnoreCase),
        _ => text,
    };

    /// <summary>As it would be typed; empty for none.</summary>
    public static string Text(object? value) => value switch
    {
        bool flag => flag ? "true" : "false",
        IEnumerable<string> several => string.Join(' ', several),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => $"{value}",
    };
}
