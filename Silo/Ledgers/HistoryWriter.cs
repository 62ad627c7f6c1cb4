using Arthas.Silo.Hosting;

namespace Arthas.Silo.Ledgers;

/// <summary>
/// Takes lines for the history on their way: the first at once, what follows in one call with all that gathered in a moment.
/// </summary>
internal sealed partial class HistoryWriter(IGrainFactory grains, GrainCalls calls, ILogger<HistoryWriter> logger)
{
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(20);

    private const int Most = 500;

    private readonly Lock _gate = new();
    private readonly List<HistoryLine> _waiting = [];
    private readonly Lazy<IHistoryGrain> _history = new(() => grains.GetGrain<IHistoryGrain>(0));
    private Task _writing = Task.CompletedTask;
    private TaskCompletionSource _hurry = new();

    public void Add(HistoryLine line)
    {
        lock (_gate)
        {
            if (_waiting.Count < Most)
            {
                _waiting.Add(line);
            }

            if (_writing.IsCompleted)
            {
                _writing = Task.Run(WriteAsync);
            }
        }
    }

    /// <summary>Returns when all that was added here has got there.</summary>
    public Task FlushAsync()
    {
        lock (_gate)
        {
            _hurry.TrySetResult();
            return _writing;
        }
    }

    private async Task WriteAsync()
    {
        while (true)
        {
            HistoryLine[] lines;
            Task hurry;
            lock (_gate)
            {
                if (_waiting.Count == 0)
                {
                    _writing = Task.CompletedTask;
                    return;
                }

                lines = [.. _waiting];
                _waiting.Clear();
                _hurry = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                hurry = _hurry.Task;
            }

            try
            {
                await calls.RunAsync(() => _history.Value.AddAsync(lines));
            }
            catch (Exception e)
            {
                NotWritten(lines.Length, e.Message);
            }

            await hurry.WaitAsync(Gathering, TimeProvider.System).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(2301, LogLevel.Warning, "{Count} lines did not get into the history: {Reason}")]
    private partial void NotWritten(int count, string reason);
}
