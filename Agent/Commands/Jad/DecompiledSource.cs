using System.Globalization;
using System.Text;

namespace Arthas.Agent.Commands.Jad;

/// <param name="Text">C#, lines ended by a line feed.</param>
/// <param name="Lines">Of a line of <paramref name="Text"/>, from 1, the line of the original source. Empty without a PDB.</param>
internal sealed record DecompiledSource(string Text, IReadOnlyDictionary<int, int> Lines)
{
    /// <summary>As Arthas writes them: <c>/*17*/ </c> before a line that is known, as many blanks before one that is not.</summary>
    public string WithLineNumbers()
    {
        if (Lines.Count == 0)
        {
            return Text;
        }

        var width = Lines.Values.Max() switch { >= 1000 => 4, >= 100 => 3, _ => 2 };
        var text = new StringBuilder();
        var number = 0;
        foreach (var line in Text.TrimEnd('\n').Split('\n'))
        {
            text.Append(Lines.TryGetValue(++number, out var original)
                ? $"/*{original.ToString(CultureInfo.InvariantCulture).PadLeft(width)}*/ "
                : new string(' ', width + 5));
            text.Append(line).Append('\n');
        }

        return text.ToString();
    }
}
