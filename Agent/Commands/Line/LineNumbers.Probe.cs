using System.Globalization;
using Arthas.Commands;
using Arthas.Contracts.CommandLine;

namespace Arthas.Probe.Commands.Line;

/// <summary><c>--line 51,56</c>.</summary>
internal static class LineNumbers
{
    private const int Most = 256;

    /// <summary>Of a command with nothing wrong; none for <c>--list-lines</c>.</summary>
    public static HashSet<int> Of(ParsedCommand command) => [.. Words(command).Select(static word => int.Parse(word, NumberStyles.None, CultureInfo.InvariantCulture))];

    public static string? Wrong(ParsedCommand command)
    {
        var words = Words(command);
        if (words.Length == 0)
        {
            return command.Value(LineOptions.ListLines) ? null : "The --line option is required unless --list-lines is used.";
        }

        return words.Length > Most ? "Too many line numbers, maximum is 256." : words.Select(Wrong).FirstOrDefault(static wrong => wrong is not null);
    }

    private static string? Wrong(string word)
    {
        if (int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return number > 0 ? null : $"Line number must be greater than 0: {word}";
        }

        return word.IndexOf('-', StringComparison.Ordinal) > 0
            ? $"Line range syntax is not supported in the first version: {word}"
            : $"Invalid line number: {word}";
    }

    private static string[] Words(ParsedCommand command) =>
        (command.Value(LineOptions.Line) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
