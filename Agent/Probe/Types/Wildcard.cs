namespace Arthas.Probe.Types;

/// <summary><c>*</c> is any text, <c>?</c> one character, <c>\</c> takes the next character as it is.</summary>
internal sealed class Wildcard : NamePattern
{
    private const char Star = '\uffff', One = '\ufffe';

    private readonly string _pattern;

    public Wildcard(string pattern)
    {
        var tokens = new char[pattern.Length];
        var count = 0;
        var many = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c == '\\' && i + 1 < pattern.Length)
            {
                tokens[count++] = pattern[++i];
                continue;
            }

            many |= c is '*' or '?';
            tokens[count++] = c switch { '*' => Star, '?' => One, _ => c };
        }

        _pattern = new string(tokens, 0, count);
        Exact = many ? null : _pattern;
    }

    public override string? Exact { get; }

    // One place to fall back to is enough for stars, so that the time stays within pattern times name.
    public override bool Matches(string name)
    {
        int p = 0, n = 0, star = -1, resume = 0;
        while (n < name.Length)
        {
            if (p < _pattern.Length && (_pattern[p] == One || _pattern[p] == name[n]) && _pattern[p] != Star)
            {
                p++;
                n++;
            }
            else if (p < _pattern.Length && _pattern[p] == Star)
            {
                star = p++;
                resume = n;
            }
            else if (star >= 0)
            {
                p = star + 1;
                n = ++resume;
            }
            else
            {
                return false;
            }
        }

        while (p < _pattern.Length && _pattern[p] == Star)
        {
            p++;
        }

        return p == _pattern.Length;
    }
}
