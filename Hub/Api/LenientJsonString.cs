using System.Globalization;
using System.Text;

namespace Arthas.Hub.Api;

/// <summary>Reads a string in single or double quotes.</summary>
internal static class LenientJsonString
{
    /// <param name="at">The opening quote.</param>
    /// <param name="value">A part of the text itself, where that needs no change.</param>
    /// <param name="after">Behind the closing quote, or where the string went wrong (the end: it is not closed).</param>
    public static bool TryRead(ReadOnlySpan<char> text, int at, out ReadOnlySpan<char> value, out int after)
    {
        var quote = text[at++];
        var plain = text[at..].IndexOfAny(quote, '\\');
        if (plain >= 0 && text[at + plain] == quote)
        {
            after = at + plain + 1;
            value = WellFormed(text.Slice(at, plain));
            return true;
        }

        value = default;
        var written = new StringBuilder();
        for (; at < text.Length; at++)
        {
            if (text[at] == quote)
            {
                after = at + 1;
                value = WellFormed(written.ToString());
                return true;
            }

            if (text[at] != '\\')
            {
                written.Append(text[at]);
            }
            else if (!Escape(text, ref at, written))
            {
                break;
            }
        }

        after = at;
        return false;
    }

    private static bool Escape(ReadOnlySpan<char> text, ref int at, StringBuilder value)
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

    private static char? Hex(ReadOnlySpan<char> text, int at, int digits) =>
        at + digits <= text.Length
        && ushort.TryParse(text.Slice(at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? (char)unit
            : null;

    // Half of a surrogate pair cannot be written as UTF-8, and what came in is echoed.
    private static ReadOnlySpan<char> WellFormed(ReadOnlySpan<char> value)
    {
        for (var i = 0; i < value.Length; i++)
        {
            if (!char.IsSurrogate(value[i]))
            {
                continue;
            }

            if (i + 1 == value.Length || !char.IsSurrogatePair(value[i], value[i + 1]))
            {
                return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(value.ToString()));
            }

            i++;
        }

        return value;
    }
}
