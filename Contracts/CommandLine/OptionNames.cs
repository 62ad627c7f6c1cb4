using System.Globalization;

namespace Arthas.Contracts.CommandLine;

/// <summary>Finds options by name. Names are case-sensitive: <c>-e</c> and <c>-E</c> differ.</summary>
internal sealed class OptionNames(IReadOnlyList<OptionSpec> options)
{
    public IReadOnlyList<OptionSpec> All { get; } = options;

    public OptionSpec? Short(string name) => All.FirstOrDefault(option => option.ShortName == name);

    public OptionSpec? Long(string name) => All.FirstOrDefault(option => option.LongName == name);

    /// <summary>The option of exactly this long name, or else all whose long name begins so.</summary>
    public IReadOnlyList<OptionSpec> Matching(string name) =>
        Long(name) is { } exact
            ? [exact]
            : [.. All.Where(option => option.LongName.StartsWith(name, StringComparison.Ordinal))];

    /// <summary>The longest long name that <paramref name="text"/> begins with and goes beyond: <c>limits5</c>.</summary>
    public OptionSpec? LongPrefix(string text) => All
        .Where(option => option.LongName.Length is > 1 and var length && length < text.Length
            && text.StartsWith(option.LongName, StringComparison.Ordinal))
        .MaxBy(option => option.LongName.Length);

    /// <summary>Whether a word is the value of the option before it: anything that is no known option, and negative numbers.</summary>
    public bool IsValue(string word) => !IsOption(word) || IsNumber(word);

    private bool IsOption(string word)
    {
        if (word.Length < 2 || word[0] != '-')
        {
            return false;
        }

        var name = StripDashes(word);
        var equals = name.IndexOf('=', StringComparison.Ordinal);
        return Short(word[1..2]) is not null
            || Matching(equals < 0 ? name : name[..equals]).Count > 0
            || (!word.StartsWith("--", StringComparison.Ordinal) && LongPrefix(name) is not null);
    }

    private static bool IsNumber(string word) =>
        double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    public static string StripDashes(string word) =>
        word.StartsWith("--", StringComparison.Ordinal) ? word[2..] : word.StartsWith('-') ? word[1..] : word;
}
