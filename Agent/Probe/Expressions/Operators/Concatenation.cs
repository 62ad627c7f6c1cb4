using System.Globalization;
using Arthas.Probe.Expressions.Nodes;

namespace Arthas.Probe.Expressions.Operators;

/// <summary>Strings put together, within bounds, as culture-free text.</summary>
internal static class Concatenation
{
    public static object Of(object? left, object? right, ref Frame frame, int position)
    {
        if ((left is null && right is not null && Numeric.KindOf(right) != NumberKind.None && right is not char)
            || (right is null && left is not null && Numeric.KindOf(left) != NumberKind.None && left is not char))
        {
            throw new ExpressionException(
                $"cannot add {TextOf(left, ref frame, position)} and {TextOf(right, ref frame, position)}", position);
        }

        var a = TextOf(left, ref frame, position);
        var b = TextOf(right, ref frame, position);
        frame.CountMade((long)a.Length + b.Length, position);
        return a + b;
    }

    public static string TextOf(object? value, ref Frame frame, int position)
    {
        if (Plain(value) is { } text)
        {
            return text;
        }

        frame.RequireChange($"turning {value!.GetType()} into text", position);
        var call = frame.Begin(value.GetType(), nameof(ToString), position);
        try
        {
            return value.ToString() ?? "null";
        }
        catch (Exception failure)
        {
            throw new ExpressionException($"ToString of {value.GetType()} threw {failure.GetType()}: {failure.Message}", position, failure);
        }
        finally
        {
            frame.End(call);
        }
    }

    /// <summary>Null for what only its own ToString knows.</summary>
    public static string? Plain(object? value) => value switch
    {
        null => "null",
        string text => text,
        bool truth => truth ? "true" : "false",
        char c => c.ToString(),
        Enum constant => constant.ToString(),
        DateTime time => time.ToString("o", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("o", CultureInfo.InvariantCulture),
        TimeSpan or Guid or DateOnly or TimeOnly => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        Type type => type.ToString(),
        IFormattable number when Numeric.KindOf(value) != NumberKind.None => number.ToString(null, CultureInfo.InvariantCulture),
        _ => null,
    };
}
