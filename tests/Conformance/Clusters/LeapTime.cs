namespace Arthas.Conformance.Clusters;

/// <summary>
/// Time that passes as it does, and leaps when a test says so: what was due in between is done in the order it was due, and
/// what repeats is done once. Whoever waits for anything else than a long time need not be looked after.
/// </summary>
internal sealed class LeapTime : TimeProvider
{
    /// <summary>The system's timers may be early.</summary>
    private const long Early = TimeSpan.TicksPerSecond / 20;

    private readonly Lock _gate = new();
    private readonly HashSet<LeapTimer> _timers = [];
    private readonly List<(TimeSpan From, TimeSpan To, TaskCompletionSource Found)> _watches = [];
    private readonly DateTimeOffset _origin = System.GetUtcNow();
    private readonly long _begin = System.GetTimestamp();
    private long _leapt = 1;

    public CallWatch Calls { get; } = new();

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _origin.AddTicks(GetTimestamp());

    public override long GetTimestamp() => System.GetElapsedTime(_begin).Ticks + Interlocked.Read(ref _leapt);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new LeapTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    public async Task LeapAsync(TimeSpan span)
    {
        await CalmAsync();
        var target = GetTimestamp() + span.Ticks;
        while (true)
        {
            LeapTimer? next;
            lock (_gate)
            {
                next = _timers.Where(timer => timer.Due <= target).MinBy(static timer => timer.Due);
                var to = next?.Due ?? target;
                Interlocked.Add(ref _leapt, Math.Max(0, to - GetTimestamp()));
                if (next is null)
                {
                    foreach (var timer in _timers)
                    {
                        timer.SetInner();
                    }

                    break;
                }

                next.Due = next.Period > 0 ? target + next.Period : null;
            }

            var isOnce = next.Due is null;
            next.Ring();
            if (isOnce)
            {
                await CalmAsync();
            }
        }

        await CalmAsync();
    }

    /// <summary>Completes when somebody waits once for so long, more or less.</summary>
    public Task SleeperAsync(TimeSpan from, TimeSpan to)
    {
        lock (_gate)
        {
            var watch = (from, to, Found: new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            if (_timers.Any(timer => IsWithin(timer, watch)))
            {
                return Task.CompletedTask;
            }

            _watches.Add(watch);
            return watch.Found.Task;
        }
    }

    /// <summary>
    /// What a timer began has come to rest, as far as can be seen: who reads the time and then sets a timer, and who waits for
    /// an answer, does so before more time has passed. Where it has not, the timer is late by so much, or the call is made
    /// again: a test bears that, by letting more time pass.
    /// </summary>
    private async Task CalmAsync()
    {
        var calm = 0;
        for (var i = 0; i < 300 && calm < 3; i++)
        {
            await Task.Delay(1);
            calm = Calls.IsQuiet ? calm + 1 : 0;
        }
    }

    private bool IsWithin(LeapTimer timer, (TimeSpan From, TimeSpan To, TaskCompletionSource) watch) =>
        timer is { Due: { } due, Period: 0 } && due - GetTimestamp() is var left && left >= watch.From.Ticks && left <= watch.To.Ticks;

    private sealed class LeapTimer : ITimer
    {
        private readonly LeapTime _time;
        private readonly TimerCallback _callback;
        private readonly object? _state;
        private readonly ITimer _inner;

        public LeapTimer(LeapTime time, TimerCallback callback, object? state)
        {
            (_time, _callback, _state) = (time, callback, state);
            _inner = System.CreateTimer(static timer => ((LeapTimer)timer!).InnerRang(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        /// <summary>As a timestamp; null when it is not set.</summary>
        public long? Due { get; set; }

        /// <summary>0 for once.</summary>
        public long Period { get; private set; }

        public void Ring() => _callback(_state);

        /// <summary>Under the gate.</summary>
        public void SetInner()
        {
            var left = Due is { } due ? TimeSpan.FromTicks(Math.Max(0, due - _time.GetTimestamp())) : Timeout.InfiniteTimeSpan;
            // A timer of the system's takes 49 days at most; what is due later only a leap gets to.
            _inner.Change(left > TimeSpan.FromDays(40) ? Timeout.InfiniteTimeSpan : left, Timeout.InfiniteTimeSpan);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (_time._gate)
            {
                Due = dueTime < TimeSpan.Zero ? null : _time.GetTimestamp() + dueTime.Ticks;
                Period = Math.Max(0, period.Ticks);
                if (Due is null)
                {
                    _time._timers.Remove(this);
                }
                else
                {
                    _time._timers.Add(this);
                }

                SetInner();
                foreach (var watch in _time._watches.Where(watch => _time.IsWithin(this, watch)).ToArray())
                {
                    watch.Found.TrySetResult();
                    _time._watches.Remove(watch);
                }
            }

            return true;
        }

        public void Dispose()
        {
            lock (_time._gate)
            {
                Due = null;
                _time._timers.Remove(this);
                _inner.Dispose();
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }

        private void InnerRang()
        {
            lock (_time._gate)
            {
                if (Due is not { } due || due - _time.GetTimestamp() > Early)
                {
                    // It was set anew, or a leap was faster.
                    return;
                }

                Due = Period > 0 ? _time.GetTimestamp() + Period : null;
                if (Due is null)
                {
                    _time._timers.Remove(this);
                }
                else
                {
                    SetInner();
                }
            }

            Ring();
        }
    }
}
