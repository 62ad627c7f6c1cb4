using System.Globalization;
using System.Text.RegularExpressions;
using Arthas.Contracts.CommandLine;

namespace Arthas.Contracts.Pipes.Filters;

internal sealed class GrepFilter : IPipeFilter
{
    // As on any other machine; the pattern comes from outside.
    private const int LongestPattern = 4096;
    private const int MostContext = 10_000;

    private readonly Func<string, bool> _matches;
    private readonly bool _inverted, _numbered, _counts, _trims;
    private readonly int _before, _after, _most;
    private readonly Queue<(long Number, string Line)> _held = new();
    private long _read, _selected;
    private int _following;

    /// <param name="command">Checked by <see cref="ProblemOf"/>.</param>
    public GrepFilter(ParsedCommand command)
    {
        _matches = Matching(command);
        _inverted = command.Value(GrepOptions.InvertMatch);
        _numbered = command.Value(GrepOptions.LineNumber);
        _counts = command.Value(GrepOptions.Count);
        _trims = command.Value(GrepOptions.TrimEnd);
        var around = Lines(command.Value(GrepOptions.Context));
        _before = _counts ? 0 : Lines(command.ValueOr(GrepOptions.BeforeContext, around));
        _after = _counts ? 0 : Lines(command.ValueOr(GrepOptions.AfterContext, around));
        _most = command.Value(GrepOptions.MaxCount) ?? 0;
    }

    public bool IsDone => _most > 0 && _selected >= _most && _following == 0;

    /// <summary>What is wrong with the pattern; null for nothing.</summary>
    public static string? ProblemOf(ParsedCommand command)
    {
        var pattern = command.Value(GrepOptions.Pattern);
        if (pattern.Length > LongestPattern)
        {
            return $"grep: a pattern of {pattern.Length} characters is longer than {LongestPattern}";
        }

        try
        {
            _ = command.Value(GrepOptions.Regex) ? Regex(command) : null;
            return null;
        }
        catch (ArgumentException wrong)
        {
            return $"java.util.regex.PatternSyntaxException: {wrong.Message}";
        }
        catch (NotSupportedException)
        {
            return $"grep: look-around, back references and atomic groups are not supported in '{pattern}': a line could take forever with them";
        }
    }

    public void Take(IReadOnlyList<string> lines, List<string> into)
    {
        foreach (var line in lines)
        {
            if (IsDone)
            {
                return;
            }

            Take(_trims ? line.TrimEnd() : line, into);
        }
    }

    public void End(List<string> into)
    {
        if (_counts)
        {
            into.Add(_selected.ToString(CultureInfo.InvariantCulture));
        }
    }

    private void Take(string line, List<string> into)
    {
        _read++;
        if ((_most <= 0 || _selected < _most) && _matches(line) != _inverted)
        {
            _selected++;
            _following = _after;
            while (_held.TryDequeue(out var held))
            {
                Pass(held.Number, '-', held.Line, into);
            }

            Pass(_read, ':', line, into);
        }
        else if (_following > 0)
        {
            _following--;
            Pass(_read, '-', line, into);
        }
        else if (_before > 0)
        {
            if (_held.Count == _before)
            {
                _held.Dequeue();
            }

            _held.Enqueue((_read, line));
        }
    }

    private void Pass(long number, char mark, string line, List<string> into)
    {
        if (!_counts)
        {
            into.Add(_numbered ? string.Create(CultureInfo.InvariantCulture, $"{number}{mark}{line}") : line);
        }
    }

    private static int Lines(int? context) => Math.Clamp(context ?? 0, 0, MostContext);

    private static Func<string, bool> Matching(ParsedCommand command)
    {
        if (command.Value(GrepOptions.Regex))
        {
            return Regex(command).IsMatch;
        }

        var pattern = command.Value(GrepOptions.Pattern);
        var comparison = command.Value(GrepOptions.IgnoreCase) ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        return line => line.Contains(pattern, comparison);
    }

    private static Regex Regex(ParsedCommand command) => new(
        command.Value(GrepOptions.Pattern),
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | (command.Value(GrepOptions.IgnoreCase) ? RegexOptions.IgnoreCase : RegexOptions.None));
}
