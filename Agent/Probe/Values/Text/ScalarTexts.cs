using System.Buffers;
using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;

namespace Arthas.Probe.Values.Text;

/// <summary>The text of values that are never opened.</summary>
internal static class ScalarTexts
{
    private static readonly string[] Controls =
    [
        "NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL", "BS", "HT", "LF", "VT", "FF", "CR", "SO", "SI",
        "DLE", "DC1", "DC2", "DC3", "DC4", "NAK", "SYN", "ETB", "CAN", "EM", "SUB", "ESC", "FS", "GS", "RS", "US",
    ];

    private static readonly SearchValues<char> Whole = SearchValues.Create("-0123456789");

    /// <summary>Null when it is none, or a string.</summary>
    public static string? Of(object value) => value switch
    {
        string => null,
        char v => v < ' ' ? Controls[v] : v == '\u007f' ? "DEL" : char.IsSurrogate(v) ? "\ufffd" : v.ToString(),
        double v => Fraction(v.ToString("R", CultureInfo.InvariantCulture)),
        float v => Fraction(v.ToString("R", CultureInfo.InvariantCulture)),
        DateTime v => v.ToString("yyyy-MM-dd HH:mm:ss,fff", CultureInfo.InvariantCulture),
        DateTimeOffset v => v.ToString("yyyy-MM-dd HH:mm:ss,fff zzz", CultureInfo.InvariantCulture),
        _ => Scalars.Is(value) || value is AssemblyLoadContext or Pointer ? Scalars.Text(value) : null,
    };

    public static string NameOf(object value) => value switch
    {
        Type => nameof(Type),
        Assembly => nameof(Assembly),
        MethodInfo => nameof(MethodInfo),
        ConstructorInfo => nameof(ConstructorInfo),
        FieldInfo => nameof(FieldInfo),
        PropertyInfo => nameof(PropertyInfo),
        _ => value.GetType().Name,
    };

    /// <summary>A number with a fraction shows that it is one.</summary>
    private static string Fraction(string number) =>
        number.AsSpan().ContainsAnyExcept(Whole) ? number : number + ".0";
}
