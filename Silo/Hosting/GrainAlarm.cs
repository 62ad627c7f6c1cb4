namespace Arthas.Silo.Hosting;

/// <summary>One moment that a grain waits for; what is due then runs in the grain's turn. For grains whose time a test may let pass.</summary>
internal sealed partial class GrainAlarm(TimeProvider time, Func<Task> ring, ILogger logger)
{
    /// <summary>A timer takes 49 days at most; what is due later is looked at again.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    private static readonly TimeSpan Again = TimeSpan.FromSeconds(5);

    private readonly ILogger _logger = logger;
#pragma warning disable CA1001 // Stop disposes of it, at the end of the activation.
    private ITimer? _timer;
#pragma warning restore CA1001
    private TaskScheduler? _turns;
    private long _set;
    private TimeSpan _span = Timeout.InfiniteTimeSpan;
    private bool _isOver;

    /// <summary>How much later than it was due it rang last: this process stood still, or had no turn.</summary>
    public TimeSpan Late { get; private set; }

    /// <summary>From the grain's own activation.</summary>
    public void Bind() => _turns = TaskScheduler.Current;

    /// <summary>It rings in so long, or earlier if it was set to.</summary>
    public void SetAtMost(TimeSpan span)
    {
        span = span < TimeSpan.Zero ? TimeSpan.Zero : span > Longest ? Longest : span;
        if (_isOver || (_span != Timeout.InfiniteTimeSpan && _span - time.GetElapsedTime(_set) <= span))
        {
            return;
        }

        (_set, _span) = (time.GetTimestamp(), span);
        // A timer that is a little early would find nothing due.
        var due = span + TimeSpan.FromMilliseconds(1);
        if (_timer is null)
        {
            _timer = time.CreateTimer(static state => ((GrainAlarm)state!).Ring(), this, due, Timeout.InfiniteTimeSpan);
        }
        else
        {
            _timer.Change(due, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>It never rings again.</summary>
    public void Stop()
    {
        _isOver = true;
        _timer?.Dispose();
    }

    private void Ring()
    {
        var late = time.GetElapsedTime(_set) - _span;
        Task.Factory.StartNew(() => RungAsync(late), CancellationToken.None, TaskCreationOptions.DenyChildAttach, _turns!);
    }

    private async Task RungAsync(TimeSpan late)
    {
        Late = late > TimeSpan.Zero ? late : TimeSpan.Zero;
        _span = Timeout.InfiniteTimeSpan;
        try
        {
            if (!_isOver)
            {
                await ring();
            }
        }
        catch (Exception e) when (e is Journals.JournalAwayException or Journals.JournalFencedException)
        {
            // The activation ends with that; the next one finds the same things due.
        }
        catch (Exception e)
        {
            Failed(e);
            // Others could not be asked: it is still due.
            SetAtMost(Again);
        }
    }

    [LoggerMessage(2001, LogLevel.Error, "What was due in a grain failed")]
    private partial void Failed(Exception e);
}
