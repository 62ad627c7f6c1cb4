using System.Globalization;
using System.Text;

namespace Arthas.Hub.Api;

/// <summary>Reads a string in single or double quotes.</summary>
internal static class LenientJsonString
{
    /// <param name="at">The opening quote.</param>
    /// <param name="after">Behind the closing quote, or where the string went wrong (the end: it is not closed).</param>
    public static string? Read(string text, int at, out int after)
    {
        var quote = text[at++];
        var plain = text.AsSpan(at).IndexOfAny(quote, '\\');
        if (plain >= 0 && text[at + plain] == quote)
        {
            after = at + plain + 1;
            return WellFormed(text.Substring(at, plain));
        }

        var value = new StringBuilder();
        for (; at < text.Length; at++)
        {
            if (text[at] == quote)
            {
                after = at + 1;
                return WellFormed(value.ToString());
            }

            if (text[at] != '\\')
            {
                value.Append(text[at]);
            }
            else if (!Escape(text, ref at, value))
            {
                break;
            }
        }

        after = at;
        return null;
    }

    private static bool Escape(string text, ref int at, StringBuilder value)
    {
        if (at + 1 >= text.Length)
        {
            at = text.Length;
            return false;
        }

        switch (text[at + 1])
        {
            case 'u' when Hex(text, at + 2, 4) is { } unit:
                value.Append(unit);
                at += 5;
                return true;
            case 'x' when Hex(text, at + 2, 2) is { } unit:
                value.Append(unit);
                at += 3;
                return true;
        }

        char? plain = text[at + 1] switch
        {
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'v' => '\v',
            '0' => '\0',
            '"' or '\'' or '\\' or '/' => text[at + 1],
            _ => null,
        };
        if (plain is { } c)
        {
            value.Append(c);
            at++;
        }

        return plain is not null;
    }

    private static char? Hex(string text, int at, int digits) =>
        at + digits <= text.Length
        && ushort.TryParse(text.AsSpan(at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? (char)unit
            : null;

    // Half of a surrogate pair cannot be written as UTF-8, and what came in is echoed.
    private static string WellFormed(string value)
    {
        for (var i = 0; i < value.Length; i++)
        {
            if (!char.IsSurrogate(value[i]))
            {
                continue;
            }

            if (i + 1 == value.Length || !char.IsSurrogatePair(value[i], value[i + 1]))
            {
                return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(value));
            }

            i++;
        }

        return value;
    }
}
