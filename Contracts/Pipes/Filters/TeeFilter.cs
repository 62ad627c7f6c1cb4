namespace Arthas.Contracts.Pipes.Filters;

/// <param name="file">Null when none was named.</param>
internal sealed class TeeFilter(OutputFile? file) : IPipeFilter, IDisposable
{
    public void Take(IReadOnlyList<string> lines, List<string> into)
    {
        into.AddRange(lines);
        file?.Write(lines);
    }

    public void Dispose() => file?.Dispose();
}
