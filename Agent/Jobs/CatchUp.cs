namespace Arthas.Agent.Jobs;

/// <summary>
/// How fast a job sends what gathered while nobody took it. A session's log keeps its newest results: let in all at once,
/// they would push each other out before the consumers have read them.
/// </summary>
internal sealed class CatchUp(TimeProvider time)
{
    private const int ResultsPerSecond = 5000;

    /// <summary>Results that waited this long were held up; fresh ones are never slowed.</summary>
    private static readonly TimeSpan HeldUp = TimeSpan.FromSeconds(1);

    /// <summary>What is not through by then comes faster than this lets through, and is not slowed any more.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private long? _since;
    private long _sent;
    private TimeSpan _takes;

    /// <summary>How long the next batch is to wait.</summary>
    public TimeSpan Pause => _takes - time.GetElapsedTime(_sent) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    /// <summary>A batch is sent now.</summary>
    /// <param name="since">When its first result was made.</param>
    public void Sent(int results, long since)
    {
        _sent = time.GetTimestamp();
        if (time.GetElapsedTime(since, _sent) < HeldUp)
        {
            (_since, _takes) = (null, TimeSpan.Zero);
            return;
        }

        _since ??= _sent;
        _takes = time.GetElapsedTime(_since.Value, _sent) < Longest ? TimeSpan.FromSeconds(results / (double)ResultsPerSecond) : TimeSpan.Zero;
    }
}
