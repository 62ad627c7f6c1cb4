namespace Arthas.Probe.Weaving;

/// <summary>One listener's ear at its methods. Closed, it hears no more, not even the exits of calls it heard enter.</summary>
internal sealed class Hearing(IMethodListener listener)
{
    private volatile IMethodListener? _listener = listener;
    private volatile bool _paused;
    private int _faults;

    /// <summary>Null once it is closed: a call that never ends must not hold a job that did.</summary>
    public IMethodListener? Listener => _listener;

    /// <summary>Hears no new calls for a while.</summary>
    public bool Paused
    {
        get => _paused;
        set => _paused = value;
    }

    /// <summary>How often the listener threw, against its contract.</summary>
    public int Faults => Volatile.Read(ref _faults);

    public void Close() => _listener = null;

    public void CountFault() => Interlocked.Increment(ref _faults);
}
