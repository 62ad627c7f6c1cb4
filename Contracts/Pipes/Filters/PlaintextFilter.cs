using System.Text.RegularExpressions;

namespace Arthas.Contracts.Pipes.Filters;

/// <summary>Takes the control sequences of terminals out: colours, titles, and every other one.</summary>
internal sealed class PlaintextFilter : IPipeFilter
{
    private static readonly Regex Sequences = new(
        @"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[ -/]*[0-~]|[\x00-\x08\x0b-\x1f\x7f]",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    public void Take(IReadOnlyList<string> lines, List<string> into)
    {
        foreach (var line in lines)
        {
            into.Add(Sequences.Replace(line, ""));
        }
    }
}
