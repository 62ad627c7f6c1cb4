using System.Globalization;

namespace Arthas.Probe.Expressions.Operators;

/// <summary>Texts read as what they are compared with.</summary>
internal static class Readable
{
    /// <summary>Null when the text does not read as something like <paramref name="like"/>.</summary>
    public static object? Read(string text, object like)
    {
        var culture = CultureInfo.InvariantCulture;
        return like switch
        {
            Enum => ReadEnum(text, like.GetType()),
            bool => bool.TryParse(text, out var truth) ? truth : null,
            char => null,
            DateTime => DateTime.TryParse(text, culture, DateTimeStyles.RoundtripKind, out var time) ? time : null,
            DateTimeOffset => DateTimeOffset.TryParse(text, culture, DateTimeStyles.AssumeUniversal, out var time) ? time : null,
            DateOnly => DateOnly.TryParse(text, culture, out var date) ? date : null,
            TimeOnly => TimeOnly.TryParse(text, culture, out var time) ? time : null,
            TimeSpan => TimeSpan.TryParse(text, culture, out var span) ? span : null,
            Guid => Guid.TryParse(text, out var guid) ? guid : null,
            Version => Version.TryParse(text, out var version) ? version : null,
            _ when Numeric.KindOf(like) != NumberKind.None => ReadNumber(text),
            _ => null,
        };
    }

    /// <summary>The narrowest of long, decimal and double that the text reads as, or null.</summary>
    public static object? ReadNumber(string text)
    {
        var culture = CultureInfo.InvariantCulture;
        if (long.TryParse(text, NumberStyles.Integer, culture, out var whole))
        {
            return whole;
        }

        if (decimal.TryParse(text, NumberStyles.Float, culture, out var number))
        {
            return number;
        }

        return double.TryParse(text, NumberStyles.Float, culture, out var real) ? real : null;
    }

    /// <summary>By name in any case, several with commas, or by number.</summary>
    public static object? ReadEnum(string text, Type type) =>
        Enum.TryParse(type, text, ignoreCase: true, out var value) ? value : null;
}
