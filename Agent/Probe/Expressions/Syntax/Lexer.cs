using System.Globalization;

namespace Arthas.Probe.Expressions.Syntax;

/// <summary>
/// Cuts one token at a time from where it is told to, so that the parser can read type names, whose characters mean
/// other things elsewhere, by their own rules.
/// </summary>
internal static class Lexer
{
    private static readonly string[] Symbols =
    [
        ">>>", ">>", "<<", "<=", ">=", "==", "!=", "&&", "||",
        "+", "-", "*", "/", "%", "<", ">", "!", "~", "&", "|", "^", "?", ":", "=", ",", ".", "(", ")", "[", "]", "{", "}", "#", "@", "$",
    ];

    public static SyntaxToken Next(string text, int position)
    {
        while (position < text.Length && char.IsWhiteSpace(text[position]))
        {
            position++;
        }

        if (position == text.Length)
        {
            return new SyntaxToken(TokenKind.End, "", position, position);
        }

        var first = text[position];
        if (IsWordStart(first))
        {
            var end = WordEnd(text, position);
            return new SyntaxToken(TokenKind.Word, text[position..end], position, end);
        }

        if (first is '\'' or '"' or '`')
        {
            return QuotedLiteral.Read(text, position);
        }

        if (char.IsAsciiDigit(first) || (first == '.' && position + 1 < text.Length && char.IsAsciiDigit(text[position + 1])))
        {
            return NumberLiteral.Read(text, position);
        }

        foreach (var symbol in Symbols)
        {
            if (string.CompareOrdinal(text, position, symbol, 0, symbol.Length) == 0)
            {
                return new SyntaxToken(TokenKind.Symbol, symbol, position, position + symbol.Length);
            }
        }

        throw new ExpressionException($"character {Shown(first)} means nothing here", position);
    }

    public static bool IsWordStart(char c) => char.IsLetter(c) || c == '_';

    public static int WordEnd(string text, int position)
    {
        // '$' alone is the last element ([$], {$ …}); within a name it is Java's sign for a nested class.
        while (position < text.Length && (char.IsLetterOrDigit(text[position]) || text[position] is '_' or '$'))
        {
            position++;
        }

        return position;
    }

    private static string Shown(char c) =>
        char.IsControl(c) || char.IsSurrogate(c) ? "U+" + ((int)c).ToString("X4", CultureInfo.InvariantCulture) : $"'{c}'";
}
