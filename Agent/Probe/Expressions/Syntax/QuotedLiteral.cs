using System.Globalization;
using System.Text;

namespace Arthas.Probe.Expressions.Syntax;

/// <summary>'…' and "…" are strings, but one character in '…' (and anything in `…`) is a char, as OGNL has it.</summary>
internal static class QuotedLiteral
{
    public static SyntaxToken Read(string text, int start)
    {
        var quote = text[start];
        var value = new StringBuilder();
        var position = start + 1;
        while (position < text.Length && text[position] != quote)
        {
            if (text[position] == '\\')
            {
                position = ReadEscape(text, position, value);
            }
            else
            {
                value.Append(text[position++]);
            }
        }

        if (position >= text.Length)
        {
            throw new ExpressionException($"this text has no closing {quote}", start);
        }

        position++;
        if (quote == '`' && value.Length != 1)
        {
            throw new ExpressionException($"expected one character between the `, found {value.Length}", start);
        }

        object literal = quote != '"' && value.Length == 1 ? value[0] : value.ToString();
        return new SyntaxToken(TokenKind.Literal, text[start..position], start, position, literal);
    }

    private static int ReadEscape(string text, int start, StringBuilder value)
    {
        var position = start + 1;
        if (position == text.Length)
        {
            throw new ExpressionException($"nothing follows the \\", start);
        }

        var c = text[position++];
        if (c == 'u')
        {
            var digits = text.AsSpan(position, Math.Min(4, text.Length - position));
            if (digits.Length < 4 || !ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                throw new ExpressionException($"expected four hexadecimal digits after \\u", start);
            }

            value.Append((char)code);
            return position + 4;
        }

        if (c is >= '0' and <= '7')
        {
            var code = c - '0';
            while (position < text.Length && text[position] is >= '0' and <= '7' && (code * 8) + text[position] - '0' <= 255)
            {
                code = (code * 8) + text[position++] - '0';
            }

            value.Append((char)code);
            return position;
        }

        value.Append(c switch
        {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'b' => '\b',
            'f' => '\f',
            '\\' or '\'' or '"' or '`' => c,
            _ => throw new ExpressionException($"unknown escape \\{c}; there are \\n \\r \\t \\b \\f \\\\ \\' \\\" \\uXXXX and octal ones", start),
        });
        return position;
    }
}
