namespace Arthas.Probe.Weaving;

/// <summary>One listener's ear at its methods. Closed, it hears no more, not even the exits of calls it heard enter.</summary>
internal sealed class Hearing(IMethodListener listener)
{
    private volatile bool _closed;
    private volatile bool _paused;
    private int _faults;

    public IMethodListener Listener { get; } = listener;

    public bool Closed => _closed;

    /// <summary>Hears no new calls for a while.</summary>
    public bool Paused
    {
        get => _paused;
        set => _paused = value;
    }

    /// <summary>How often the listener threw, against its contract.</summary>
    public int Faults => Volatile.Read(ref _faults);

    public void Close() => _closed = true;

    public void Fault() => Interlocked.Increment(ref _faults);
}
