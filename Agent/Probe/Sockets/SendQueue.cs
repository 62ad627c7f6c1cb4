namespace Arthas.Probe.Sockets;

/// <summary>
/// What waits to be sent to the agent. Adding never waits: results are refused beyond the bound, control frames never are.
/// </summary>
internal sealed class SendQueue
{
    /// <summary>Bytes of results that may wait. A single larger one is taken when nothing else waits.</summary>
    public const long Bound = 16 * 1024 * 1024;

    private readonly object _gate = new();
    private readonly Queue<OutFrame> _frames = new();
    private long _bytes;
    private bool _closed;

    /// <summary>A look without a lock, for those that would otherwise render a value in vain.</summary>
    public bool IsFull => Volatile.Read(ref _bytes) >= Bound;

    /// <summary>A look without a lock.</summary>
    public bool IsEmpty => Volatile.Read(ref _bytes) == 0;

    public bool TryAdd(OutFrame frame, bool control)
    {
        lock (_gate)
        {
            if (_closed || (!control && _bytes > 0 && _bytes + frame.Length > Bound))
            {
                return false;
            }

            _frames.Enqueue(frame);
            _bytes += frame.Length;
            Monitor.Pulse(_gate);
            return true;
        }
    }

    /// <summary>Waits for the next frame; false when the queue is closed and empty.</summary>
    public bool TryTake(out OutFrame frame)
    {
        lock (_gate)
        {
            while (_frames.Count == 0 && !_closed)
            {
                Monitor.Wait(_gate);
            }

            if (!_frames.TryDequeue(out frame))
            {
                return false;
            }

            _bytes -= frame.Length;
            return true;
        }
    }

    /// <summary>Takes nothing more; what is in may still be taken.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.PulseAll(_gate);
        }
    }
}
