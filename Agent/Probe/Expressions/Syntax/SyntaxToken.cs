namespace Arthas.Probe.Expressions.Syntax;

/// <param name="Text">As written; for a word or symbol what it is compared by.</param>
/// <param name="Start">The 0-based character it begins at; <paramref name="End"/> is the one behind it.</param>
/// <param name="Value">Of a literal.</param>
internal readonly record struct SyntaxToken(TokenKind Kind, string Text, int Start, int End, object? Value = null)
{
    public bool Is(string symbol) => Kind == TokenKind.Symbol && Text == symbol;

    public bool IsWord(string word) => Kind == TokenKind.Word && Text == word;

    /// <summary>For the message of an error.</summary>
    public string Shown => Kind == TokenKind.End ? "the end of the expression" : Text.Length > 40 ? $"'{Text.AsSpan(0, 40)}…'" : $"'{Text}'";
}
