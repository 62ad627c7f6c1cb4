using Arthas.Contracts.Links;

namespace Arthas.Hub.Links;

/// <summary>
/// Reads the frames of a link that must never be silent. Silence is counted only while somebody waits for a frame: a
/// node that was busy itself does not take its agent for dead.
/// </summary>
internal sealed class LinkReader : IAsyncDisposable
{
    private readonly TimeSpan _mostSilence;
    private readonly CancellationTokenSource _silence;
    private readonly CancellationTokenSource _either;
    private readonly IAsyncEnumerator<LinkFrame> _frames;

    public LinkReader(LinkConnection connection, TimeSpan mostSilence, TimeProvider time, CancellationToken cancel)
    {
        _mostSilence = mostSilence;
        _silence = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_silence.Token, cancel);
        _frames = connection.ReadAllAsync(_either.Token).GetAsyncEnumerator(CancellationToken.None);
    }

    /// <summary>Null at the end of the link.</summary>
    /// <exception cref="TimeoutException">The other end was silent for too long.</exception>
    public async ValueTask<LinkFrame?> NextAsync()
    {
        _silence.CancelAfter(_mostSilence);
        try
        {
            return await _frames.MoveNextAsync() ? _frames.Current : null;
        }
        catch (OperationCanceledException) when (_silence.IsCancellationRequested)
        {
            throw new TimeoutException($"nothing came for {_mostSilence.TotalSeconds:0.###} s");
        }
        finally
        {
            _silence.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _frames.DisposeAsync();
        _either.Dispose();
        _silence.Dispose();
    }
}
