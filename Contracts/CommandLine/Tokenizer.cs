using System.Text;

namespace Arthas.Contracts.CommandLine;

/// <summary>
/// Splits a command line as Arthas does (its <c>CliTokenImpl</c> over termd's <c>LineStatus</c>): blanks are space and
/// tab only; <c>'…'</c> is literal; in <c>"…"</c> only <c>\"</c> is an escape; outside quotes <c>\x</c> is <c>x</c>;
/// pieces without a blank between them are one word; a quote that is never closed takes the rest.
/// </summary>
public static class Tokenizer
{
    public static IReadOnlyList<Token> Tokenize(string line)
    {
        var tokens = new List<Token>();
        var at = 0;
        while (at < line.Length)
        {
            var from = at;
            if (IsBlank(line[at]))
            {
                while (at < line.Length && IsBlank(line[at]))
                {
                    at++;
                }

                tokens.Add(new Token(IsText: false, line[from..at], line[from..at]));
            }
            else
            {
                var value = ReadWord(line, ref at);
                AddSplitAtPipe(tokens, new Token(IsText: true, line[from..at], value));
            }
        }

        return tokens;
    }

    /// <summary>The values of the words, without the blanks.</summary>
    public static IReadOnlyList<string> Words(string line) =>
        [.. Tokenize(line).Where(token => token.IsText).Select(token => token.Value)];

    private static string ReadWord(string line, ref int at)
    {
        var value = new StringBuilder();
        var quote = '\0';
        for (; at < line.Length; at++)
        {
            var c = line[at];
            if (quote == '\0' && IsBlank(c))
            {
                break;
            }

            if (c == '\\' && quote != '\'')
            {
                // A backslash at the very end escapes nothing and is gone, as in Arthas.
                if (++at == line.Length)
                {
                    break;
                }

                if (quote == '"' && line[at] != '"')
                {
                    value.Append('\\');
                }

                value.Append(line[at]);
            }
            else if (c is '\'' or '"' && (quote == '\0' || quote == c))
            {
                quote = quote == '\0' ? c : '\0';
            }
            else
            {
                value.Append(c);
            }
        }

        return value.ToString();
    }

    // alibaba/arthas#1151: `thread| grep x` and `thread |grep x` are pipes, `classA|classB` is one word. Decided by the
    // value, so a quoted word that ends in a bar is split too.
    private static void AddSplitAtPipe(List<Token> tokens, Token token)
    {
        if (token.Value.Length > 1 && token.Value.EndsWith('|'))
        {
            tokens.Add(token with { Raw = token.Raw[..^1], Value = token.Value[..^1] });
            tokens.Add(Bar);
        }
        else if (token.Value.Length > 1 && token.Value.StartsWith('|'))
        {
            tokens.Add(Bar);
            tokens.Add(token with { Raw = token.Raw[1..], Value = token.Value[1..] });
        }
        else
        {
            tokens.Add(token);
        }
    }

    private static readonly Token Bar = new(IsText: true, "|", "|");

    private static bool IsBlank(char c) => c is ' ' or '\t';
}
