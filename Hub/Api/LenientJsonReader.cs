using System.Globalization;
using System.Numerics;

namespace Arthas.Hub.Api;

/// <summary>
/// A pull reader of JSON that also takes single quotes, trailing commas, comments and raw control characters in
/// strings, and turns values into what is asked for: a number into text, <c>"10000"</c> into a number, <c>["a"]</c>
/// into <c>a</c>. Names must be quoted; nothing may follow the object.
/// </summary>
internal ref struct LenientJsonReader(ReadOnlySpan<char> text)
{
    /// <summary>Deeper than any request; far from what a stack can take.</summary>
    private const int DeepestNesting = 64;

    private const int LongestNumber = 1000;

    private readonly ReadOnlySpan<char> _text = text;
    private int _at;

    /// <summary>Before the members of the one object that the text is.</summary>
    public void Begin()
    {
        if (Peek() != '{')
        {
            throw Wrong("expected a JSON object");
        }

        _at++;
    }

    /// <summary>The next member of an object: its name; its value is to be read then. False at the object's end.</summary>
    public bool TryReadName(bool isFirst, out ReadOnlySpan<char> name)
    {
        name = default;
        if (!TryReadNext(isFirst, '}'))
        {
            return false;
        }

        if (Peek() is not ('"' or '\''))
        {
            throw Wrong("expected a quoted name");
        }

        name = String();
        if (Peek() != ':')
        {
            throw Wrong("expected ':'");
        }

        _at++;
        return true;
    }

    /// <summary>After the object.</summary>
    public void End()
    {
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
                return String().ToString();
            case '[':
                var from = BeginOnly();
                var only = ReadText();
                EndOnly(from);
                return only;
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
                var array = BeginOnly();
                var only = ReadInteger(least, most);
                EndOnly(array);
                return only;
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
                _at++;
                for (var first = true; TryReadName(first, out _); first = false)
                {
                    Skip(depth + 1);
                }

                break;
            case '[':
                _at++;
                for (var first = true; TryReadNext(first, ']'); first = false)
                {
                    Skip(depth + 1);
                }

                break;
            case '"' or '\'':
                String();
                break;
            default:
                Word();
                break;
        }
    }

    /// <summary>Of an array that stands for its only element; answers where it begins.</summary>
    private int BeginOnly()
    {
        var from = _at++;
        // An array in an array would let the caller choose the depth of our stack.
        return Peek() is '[' or ']' ? throw NotOne(from) : from;
    }

    private void EndOnly(int from)
    {
        if (TryReadNext(isFirst: false, ']'))
        {
            throw NotOne(from);
        }
    }

    private readonly LenientJsonException NotOne(int from) => Wrong("expected a single value, found an array", from);

    /// <summary>False at the end of an object or array, which is read.</summary>
    private bool TryReadNext(bool isFirst, char close)
    {
        var next = Peek();
        if (!isFirst && next != close)
        {
            _at += next == ',' ? 1 : throw Wrong($"expected ',' or '{close}'");
            next = Peek();
        }

        _at += next == close ? 1 : 0;
        return next != close;
    }

    /// <summary>A number, true, false or null, as it stands.</summary>
    private string Word()
    {
        var from = _at;
        while (_at < _text.Length && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] is '+' or '-' or '.'))
        {
            _at++;
        }

        var word = _text[from.._at].ToString();
        return word is "true" or "false" or "null" || IsNumber(word)
            ? word
            : throw Wrong(word.Length == 0 ? "expected a value" : $"unexpected '{Shorten(word)}'", from);
    }

    private static bool IsNumber(string word) =>
        word.Length is > 0 and <= LongestNumber
        && word[^1] is >= '0' and <= '9'
        && double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private ReadOnlySpan<char> String()
    {
        var isClosed = LenientJsonString.TryRead(_text, _at, out var quoted, out var after);
        if (!isClosed)
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
            else if (_text[_at..].StartsWith("/*", StringComparison.Ordinal))
            {
                var length = _text[(_at + 2)..].IndexOf("*/", StringComparison.Ordinal);
                _at = length < 0 ? throw Wrong("a comment is not closed") : _at + 2 + length + 2;
            }
            else if (_text[_at..].StartsWith("//", StringComparison.Ordinal))
            {
                var length = _text[_at..].IndexOf('\n');
                _at = length < 0 ? _text.Length : _at + length + 1;
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
        var line = _text[..at].Count('\n') + 1;
        var column = at - _text[..at].LastIndexOf('\n');
        return new LenientJsonException($"{what}, offset {at}, line {line}, column {column}");
    }

    private static string Shorten(string word) => word.Length <= 40 ? word : word[..40] + "...";
}
