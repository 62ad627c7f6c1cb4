using System.Globalization;
using System.Numerics;

namespace Arthas.Hub.Api;

/// <summary>
/// A pull reader of JSON that also takes single quotes, trailing commas, comments and raw control characters in
/// strings, and turns values into what is asked for: a number into text, <c>"10000"</c> into a number, <c>["a"]</c>
/// into <c>a</c>. Names must be quoted; nothing may follow the object.
/// </summary>
internal ref struct LenientJsonReader(string text)
{
    /// <summary>Deeper than any request; far from what a stack can take.</summary>
    private const int DeepestNesting = 64;

    private const int LongestNumber = 1000;

    private readonly string _text = text;
    private int _at;

    public delegate void ReadMember(ref LenientJsonReader value, string name);

    /// <summary>Reads the one object that the text is.</summary>
    public void ReadObject(ReadMember member)
    {
        if (Peek() != '{')
        {
            throw Wrong("expected a JSON object");
        }

        Members(member);
        SkipBlank();
        if (_at < _text.Length)
        {
            throw Wrong("something follows the object");
        }
    }

    /// <summary>A string, or the text of a number or boolean; null for null.</summary>
    public string? ReadText()
    {
        switch (Peek())
        {
            case '"' or '\'':
                return String();
            case '[':
                return Only(static (ref LenientJsonReader element) => element.ReadText());
            case '{':
                throw Wrong("expected a string, found an object");
            default:
                var word = Word();
                return word == "null" ? null : word;
        }
    }

    /// <summary>A whole number; a fraction is cut off, text is read as a number, blank text is null.</summary>
    public long? ReadInteger(long least, long most)
    {
        switch (Peek())
        {
            case '[':
                return Only((ref LenientJsonReader element) => element.ReadInteger(least, most));
            case '{':
                throw Wrong("expected a number, found an object");
        }

        var from = _at;
        var word = ReadText();
        if (string.IsNullOrWhiteSpace(word))
        {
            return null;
        }

        if (word is "true" or "false")
        {
            return word == "true" ? 1 : 0;
        }

        if (word.Length > LongestNumber
            || !double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            || !double.IsFinite(number))
        {
            throw Wrong($"expected a number, found '{Shorten(word)}'", from);
        }

        // Beyond 2^53 a double is not exact, and whole numbers are what clients send.
        var whole = BigInteger.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exact)
            ? exact
            : new BigInteger(Math.Truncate(number));
        return whole >= least && whole <= most ? (long)whole : throw Wrong($"the number {Shorten(word)} is out of range", from);
    }

    public void Skip() => Skip(1);

    private void Skip(int depth)
    {
        if (depth > DeepestNesting)
        {
            throw Wrong($"nested deeper than {DeepestNesting}");
        }

        switch (Peek())
        {
            case '{':
                Members((ref LenientJsonReader value, string _) => value.Skip(depth + 1));
                break;
            case '[':
                Elements((ref LenientJsonReader value) => value.Skip(depth + 1));
                break;
            case '"' or '\'':
                String();
                break;
            default:
                Word();
                break;
        }
    }

    private delegate void ReadElement(ref LenientJsonReader element);

    private delegate T ReadElement<out T>(ref LenientJsonReader element);

    private T? Only<T>(ReadElement<T?> read)
    {
        var from = _at;
        T? only = default;
        var count = 0;
        Elements((ref LenientJsonReader element) =>
        {
            // An array in an array would let the caller choose the depth of our stack.
            if (++count > 1 || element.Peek() == '[')
            {
                throw element.Wrong("expected a single value, found an array", from);
            }

            only = read(ref element);
        });
        return count == 1 ? only : throw Wrong("expected a single value, found an array", from);
    }

    private void Members(ReadMember member)
    {
        _at++;
        while (Peek() != '}')
        {
            if (Peek() is not ('"' or '\''))
            {
                throw Wrong("expected a quoted name");
            }

            var name = String();
            if (Peek() != ':')
            {
                throw Wrong("expected ':'");
            }

            _at++;
            member(ref this, name);
            Separator('}');
        }

        _at++;
    }

    private void Elements(ReadElement element)
    {
        _at++;
        while (Peek() != ']')
        {
            element(ref this);
            Separator(']');
        }

        _at++;
    }

    private void Separator(char close)
    {
        var next = Peek();
        if (next == ',')
        {
            _at++;
        }
        else if (next != close)
        {
            throw Wrong($"expected ',' or '{close}'");
        }
    }

    /// <summary>A number, true, false or null, as it stands.</summary>
    private string Word()
    {
        var from = _at;
        while (_at < _text.Length && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] is '+' or '-' or '.'))
        {
            _at++;
        }

        var word = _text[from.._at];
        return word is "true" or "false" or "null" || IsNumber(word)
            ? word
            : throw Wrong(word.Length == 0 ? "expected a value" : $"unexpected '{Shorten(word)}'", from);
    }

    private static bool IsNumber(string word) =>
        word.Length is > 0 and <= LongestNumber
        && word[^1] is >= '0' and <= '9'
        && double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private string String()
    {
        var quoted = LenientJsonString.Read(_text, _at, out var after);
        if (quoted is null)
        {
            throw Wrong(after >= _text.Length ? "a string is not closed" : "unknown escape in a string", after);
        }

        _at = after;
        return quoted;
    }

    /// <summary>The next character that is neither blank nor comment.</summary>
    private char Peek()
    {
        SkipBlank();
        return _at < _text.Length ? _text[_at] : throw Wrong("the text ends too early");
    }

    private void SkipBlank()
    {
        while (_at < _text.Length)
        {
            if (char.IsWhiteSpace(_text[_at]) || _text[_at] == '\uFEFF')
            {
                _at++;
            }
            else if (string.CompareOrdinal(_text, _at, "/*", 0, 2) == 0)
            {
                var end = _text.IndexOf("*/", _at + 2, StringComparison.Ordinal);
                _at = end < 0 ? throw Wrong("a comment is not closed") : end + 2;
            }
            else if (string.CompareOrdinal(_text, _at, "//", 0, 2) == 0)
            {
                var end = _text.IndexOf('\n', _at);
                _at = end < 0 ? _text.Length : end + 1;
            }
            else
            {
                break;
            }
        }
    }

    private readonly LenientJsonException Wrong(string what) => Wrong(what, _at);

    private readonly LenientJsonException Wrong(string what, int at)
    {
        at = Math.Min(at, _text.Length);
        var line = _text.AsSpan(0, at).Count('\n') + 1;
        var column = at - (at == 0 ? -1 : _text.LastIndexOf('\n', at - 1));
        return new LenientJsonException($"{what}, offset {at}, line {line}, column {column}");
    }

    private static string Shorten(string word) => word.Length <= 40 ? word : word[..40] + "...";
}
