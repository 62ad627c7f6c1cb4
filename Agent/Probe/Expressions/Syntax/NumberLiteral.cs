using System.Globalization;
using Arthas.Probe.Expressions.Operators;

namespace Arthas.Probe.Expressions.Syntax;

/// <summary>
/// Numbers as in OGNL: 0x hexadecimal, a leading 0 octal; suffixes l (long), f (float), d (double), b (decimal), h
/// (BigInteger), and C#'s m (decimal). An integer too long for int is a long, or else a BigInteger.
/// </summary>
internal static class NumberLiteral
{
    private const int MaxDigits = 1000;

    public static SyntaxToken Read(string text, int start)
    {
        var hex = text[start] == '0' && start + 1 < text.Length && text[start + 1] is 'x' or 'X';
        var end = hex ? SkipHex(text, start + 2) : SkipDecimal(text, start);
        var digits = text.AsSpan(hex ? start + 2 : start, end - (hex ? start + 2 : start));
        var suffix = '\0';
        if (end < text.Length && char.ToLowerInvariant(text[end]) is 'l' or 'f' or 'd' or 'b' or 'h' or 'm')
        {
            suffix = char.ToLowerInvariant(text[end++]);
        }

        if (digits.Length is 0 or > MaxDigits || (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '_')))
        {
            throw Wrong(text, start);
        }

        var value = Value(digits, hex, suffix) ?? throw Wrong(text, start);
        return new SyntaxToken(TokenKind.Literal, text[start..end], start, end, value);
    }

    private static int SkipHex(string text, int position)
    {
        // b, d and f are digits here, so that only l and h can be suffixes.
        while (position < text.Length && char.IsAsciiHexDigit(text[position]))
        {
            position++;
        }

        return position;
    }

    private static int SkipDecimal(string text, int position)
    {
        position = SkipDigits(text, position);
        if (position + 1 < text.Length && text[position] == '.' && char.IsAsciiDigit(text[position + 1]))
        {
            position = SkipDigits(text, position + 1);
        }

        if (position < text.Length && text[position] is 'e' or 'E')
        {
            var exponent = position + 1;
            if (exponent < text.Length && text[exponent] is '+' or '-')
            {
                exponent++;
            }

            if (exponent < text.Length && char.IsAsciiDigit(text[exponent]))
            {
                position = SkipDigits(text, exponent);
            }
        }

        return position;
    }

    private static int SkipDigits(string text, int position)
    {
        while (position < text.Length && char.IsAsciiDigit(text[position]))
        {
            position++;
        }

        return position;
    }

    private static object? Value(ReadOnlySpan<char> digits, bool hex, char suffix)
    {
        var real = !hex && (digits.ContainsAny('.', 'e', 'E') || suffix is 'f' or 'd');
        if (real || suffix is 'b' or 'm')
        {
            return suffix switch
            {
                'f' => float.Parse(digits, CultureInfo.InvariantCulture),
                'b' or 'm' => decimal.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var money) ? money : null,
                'l' or 'h' => null,
                _ => double.Parse(digits, CultureInfo.InvariantCulture),
            };
        }

        var radix = hex ? 16u : digits.Length > 1 && digits[0] == '0' ? 8u : 10u;
        if (!TryWhole(digits, radix, out var whole))
        {
            return suffix == 'l' ? null : Big(digits, radix);
        }

        return suffix switch
        {
            'h' => Big(digits, radix),
            'l' => whole <= long.MaxValue ? (long)whole : null,
            _ when whole <= int.MaxValue => (int)whole,
            _ when whole <= long.MaxValue => (long)whole,
            _ => Big(digits, radix),
        };
    }

    private static bool TryWhole(ReadOnlySpan<char> digits, uint radix, out ulong value)
    {
        value = 0;
        foreach (var c in digits)
        {
            var digit = Digit(c);
            if (digit >= radix || value > (ulong.MaxValue - digit) / radix)
            {
                return false;
            }

            value = (value * radix) + digit;
        }

        return true;
    }

    private static object? Big(ReadOnlySpan<char> digits, uint radix)
    {
        var values = new byte[digits.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (byte)Digit(digits[i]);
            if (values[i] >= radix)
            {
                return null;
            }
        }

        return Bigs.Parse(values, radix);
    }

    private static uint Digit(char c) => char.IsAsciiDigit(c) ? (uint)(c - '0') : (uint)(char.ToLowerInvariant(c) - 'a' + 10);

    private static ExpressionException Wrong(string text, int start)
    {
        var end = start;
        while (end < text.Length && end - start < 40 && (char.IsLetterOrDigit(text[end]) || text[end] is '.' or '_'))
        {
            end++;
        }

        return new ExpressionException($"'{text[start..end]}' is not a number that fits a type", start);
    }
}
