using System.Globalization;

namespace Corpus;

/// <summary>What one round says. The same in every round of every process, woven or not.</summary>
internal sealed class Transcript
{
    private readonly List<string> _lines = [];
    private string _group = "";

    public IReadOnlyList<string> Lines => _lines;

    public void Group(string name) => _group = name;

    public void Say(string what, object value)
    {
        lock (_lines)
        {
            _lines.Add($"{_group}.{what} = {Text(value)}");
        }
    }

    /// <summary>What an action does, its exception included.</summary>
    public void Try(string what, Func<object> action)
    {
        try
        {
            Say(what, action());
        }
        catch (Exception e)
        {
            Say(what, Described(e));
        }
    }

    public static string Described(Exception e) =>
        e.InnerException is null ? $"{e.GetType().Name}: {e.Message}" : $"{e.GetType().Name}: {e.Message} <- {Described(e.InnerException)}";

    private static string Text(object value) => value switch
    {
        null => "null",
        string text => text,
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        float number => number.ToString("R", CultureInfo.InvariantCulture),
        System.Collections.IEnumerable items => "[" + string.Join(", ", items.Cast<object>().Select(Text)) + "]",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
