using System.Globalization;

namespace Arthas.Contracts.Pipes.Filters;

/// <summary><c>wc -l</c>.</summary>
internal sealed class CountFilter : IPipeFilter
{
    private long _count;

    public void Take(IReadOnlyList<string> lines, List<string> into) => _count += lines.Count;

    public void End(List<string> into) => into.Add(_count.ToString(CultureInfo.InvariantCulture));
}
