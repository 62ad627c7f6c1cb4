namespace Arthas.Hub.Engines.Redis;

/// <summary>
/// Waits until a script that looks and registers need look again: armed before it, so that its hint cannot come too
/// early. A lost hint costs time and nothing else, because the end of the wait looks again too.
/// </summary>
internal sealed class RedisWait(RedisHints hints, string topic, TimeSpan wait, TimeProvider time) : IDisposable
{
    private readonly long _begin = time.GetTimestamp();
    private RedisHints.Waiting? _armed;

    /// <summary>Milliseconds that are left; 0: the script is to answer now.</summary>
    public long Left => Remaining.Milliseconds();

    private TimeSpan Remaining => wait - time.GetElapsedTime(_begin);

    public void Arm()
    {
        Dispose();
        _armed = hints.Enter(topic);
    }

    /// <summary>Whether a hint came. Thousands wait here and most in vain: running out of time is no exception.</summary>
    public async Task<bool> WaitAsync(CancellationToken cancel)
    {
        var changed = _armed!.Changed.Task;
        if (Remaining is var left && left > TimeSpan.Zero)
        {
            await changed.WaitAsync(left, time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        cancel.ThrowIfCancellationRequested();
        return changed.IsCompleted;
    }

    public void Dispose()
    {
        if (_armed is { } armed)
        {
            hints.Leave(topic, armed);
        }

        _armed = null;
    }
}
