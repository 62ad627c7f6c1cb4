namespace Arthas.Hub.Engines.Local;

internal sealed partial class LocalSessions
{
    private const int HistoryLines = 500;

    private readonly Queue<string> _history = new();

    public ValueTask AddHistoryAsync(string line, CancellationToken cancel)
    {
        lock (_history)
        {
            _history.Enqueue(line);
            if (_history.Count > HistoryLines)
            {
                _history.Dequeue();
            }
        }

        return default;
    }

    public ValueTask<IReadOnlyList<string>> HistoryAsync(CancellationToken cancel)
    {
        lock (_history)
        {
            return new(_history.ToArray());
        }
    }

    public ValueTask ClearHistoryAsync(CancellationToken cancel)
    {
        lock (_history)
        {
            _history.Clear();
        }

        return default;
    }
}
