namespace Arthas.Contracts.Links;

/// <summary>
/// Reads the frames of a link that must never be silent. Silence is counted only while somebody waits for a frame, and
/// not while this process stood still: who was busy or stopped itself does not take the other end for dead.
/// </summary>
public sealed class LinkReader : IAsyncDisposable
{
    /// <summary>Of a timer.</summary>
    private static readonly TimeSpan OneTick = TimeSpan.FromMilliseconds(1);

    private readonly TimeProvider _time;
    private readonly TimeSpan _mostSilence;
    private readonly CancellationTokenSource _silence = new();
    private readonly CancellationTokenSource _either;
    private readonly IAsyncEnumerator<LinkFrame> _frames;
    private readonly ITimer _timer;
    private TimeSpan _patience;
    private long _since;

    public LinkReader(LinkConnection connection, TimeSpan mostSilence, TimeProvider time, CancellationToken cancel)
    {
        (_time, _mostSilence) = (time, mostSilence);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_silence.Token, cancel);
        _frames = connection.ReadAllAsync(_either.Token).GetAsyncEnumerator(CancellationToken.None);
        _timer = time.CreateTimer(_ => Judge(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Null at the end of the link.</summary>
    /// <exception cref="TimeoutException">The other end was silent for too long.</exception>
    public ValueTask<LinkFrame?> NextAsync() => NextAsync(_mostSilence);

    /// <summary>The same, for a frame that may take longer than others.</summary>
    /// <exception cref="TimeoutException">The other end was silent for so long.</exception>
    public async ValueTask<LinkFrame?> NextAsync(TimeSpan silence)
    {
        _patience = silence;
        Wait();
        try
        {
            return await _frames.MoveNextAsync() ? _frames.Current : null;
        }
        catch (OperationCanceledException) when (_silence.IsCancellationRequested)
        {
            throw new TimeoutException($"nothing came for {silence.TotalSeconds:0.###} s");
        }
        finally
        {
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        await _frames.DisposeAsync();
        _either.Dispose();
        _silence.Dispose();
    }

    private void Wait()
    {
        Volatile.Write(ref _since, _time.GetTimestamp());
        _timer.Change(_patience, Timeout.InfiniteTimeSpan);
    }

    private void Judge()
    {
        var waited = _time.GetElapsedTime(Volatile.Read(ref _since));
        if (waited > _patience * 1.1)
        {
            // A timer that is late says that this process stood still: what was sent meanwhile is yet to be read.
            Wait();
        }
        else if (waited < _patience)
        {
            // A frame came while the timer rang, or it rang a little early.
            _timer.Change(_patience - waited + OneTick, Timeout.InfiniteTimeSpan);
        }
        else
        {
            _silence.Cancel();
        }
    }
}
