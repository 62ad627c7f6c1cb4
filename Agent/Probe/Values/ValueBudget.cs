using System.Diagnostics;

namespace Arthas.Probe.Values;

/// <summary>The items and the time that one value may take.</summary>
internal sealed class ValueBudget
{
    private const int ValuesPerLook = 16;

    private static readonly long Gap = Stopwatch.Frequency / 500;
    private static readonly long MostGaps = Stopwatch.Frequency;

    private long _deadline, _lastLook, _gaps;
    private int _items, _sinceClock;
    private bool _late;

    public void Start(in ValueLimits limits)
    {
        _items = limits.MaxItems;
        _sinceClock = 0;
        _late = false;
        _gaps = 0;
        _lastLook = Stopwatch.GetTimestamp();
        _deadline = _lastLook + (long)(limits.Budget.TotalSeconds * Stopwatch.Frequency);
    }

    public void Take() => _items--;

    /// <summary>What is part of something takes at most half of the items that are left, so that something is left to what comes after it.</summary>
    public int Floor(int nesting) => nesting > 1 ? _items / 2 : 0;

    public bool IsSpent(int floor)
    {
        if (_late || _items <= floor)
        {
            return true;
        }

        if (++_sinceClock >= ValuesPerLook)
        {
            _sinceClock = 0;
            _late = IsLate(Stopwatch.GetTimestamp());
        }

        return _late;
    }

    // A few values take microseconds. When far more has passed, this thread was not running, which is no reason to cut.
    private bool IsLate(long now)
    {
        var gap = now - _lastLook;
        _lastLook = now;
        if (gap > Gap && _gaps + gap < MostGaps)
        {
            _gaps += gap;
        }

        return now - _gaps > _deadline;
    }
}
