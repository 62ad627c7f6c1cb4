namespace Arthas.Hub.Sessions;

/// <summary>
/// Wakes the pulls of this node whose time is over. One timer serves all: thousands are parked, and most wait in vain.
/// </summary>
internal sealed class PullDeadlines : IDisposable
{
    /// <summary>So much later they may be woken, those of a moment together.</summary>
    private static readonly TimeSpan Together = TimeSpan.FromMilliseconds(5);

    private const int Few = 10_000;

    private readonly Lock _gate = new();
    private readonly PriorityQueue<ConsumerSeat, long> _parked = new();
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private int _most = Few;

    public PullDeadlines(TimeProvider time)
    {
        _time = time;
        // It belongs to nobody's request.
        using (ExecutionContext.SuppressFlow())
        {
            _timer = time.CreateTimer(static all => ((PullDeadlines)all!).Wake(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Those that are kept here, waiting or not.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _parked.Count;
            }
        }
    }

    /// <summary>One that was woken for another reason before, is woken for nothing.</summary>
    public void Add(ConsumerSeat seat)
    {
        lock (_gate)
        {
            if (_parked.Count >= _most)
            {
                ForgetThoseThatLeft();
            }

            _parked.Enqueue(seat, seat.ParkedUntil);
            if (ReferenceEquals(_parked.Peek(), seat))
            {
                Set();
            }
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Wake()
    {
        lock (_gate)
        {
            var now = _time.GetTimestamp();
            while (_parked.TryPeek(out var seat, out var until) && until <= now)
            {
                _parked.Dequeue();
                seat.Wake();
            }

            Set();
        }
    }

    /// <summary>Of consumers that are answered often and would be waited for long, most.</summary>
    private void ForgetThoseThatLeft()
    {
        var waiting = _parked.UnorderedItems.Where(static one => !one.Element.HasLeft).ToArray();
        _parked.Clear();
        _parked.EnqueueRange(waiting);
        _most = Math.Max(Few, 2 * waiting.Length);
    }

    private void Set()
    {
        if (_parked.TryPeek(out _, out var first))
        {
            var left = _time.GetElapsedTime(_time.GetTimestamp(), first);
            _timer.Change((left > TimeSpan.Zero ? left : TimeSpan.Zero) + Together, Timeout.InfiniteTimeSpan);
        }
    }
}
