using System.Runtime.InteropServices;

namespace Arthas.Probe.Listening;

internal enum Pass
{
    /// <summary>This call is not looked at.</summary>
    Skip,
    Run,

    /// <summary>Run, and charge the time it took.</summary>
    Timed,
}

internal enum Verdict
{
    Fine,

    /// <summary>Too much for the first time: from now on only one of <see cref="Governor.OneOf"/> calls is looked at.</summary>
    Sample,

    /// <summary>Still too much: the job has to end.</summary>
    End,
}

/// <summary>
/// Keeps one job's share of the target within bounds. More than 10 % of one core for a second in its hooks: sample;
/// again, though sampled: end. Counts are kept per thread and without locks, so that the governor is no load itself.
/// </summary>
internal sealed class Governor(long ticksPerSecond)
{
    public const double Allowed = 0.10;

    private const int Slices = 4;
    private const int TimedOneOf = 8;
    private const long BusyCallsPerSecond = 20_000;
    private const int MaxOneOf = 4096;

    // What a woven call costs before and after us: boxing, the array, the call. Sampling cannot save it.
    private const double WovenCallSeconds = 60e-9;

    private readonly Cell[] _cells = new Cell[16];
    private readonly double[] _shares = new double[Slices];
    private volatile int _skipMask;
    private volatile int _timedMask;
    private long _lastNow, _lastTicks, _lastCalls;
    private int _slice;
    private bool _started;

    /// <summary>Share of one core in the last second.</summary>
    public double Share { get; private set; }

    /// <summary>1 while every call is looked at.</summary>
    public int OneOf => _skipMask + 1;

    /// <summary>At the begin of every call.</summary>
    public Pass Admit()
    {
        ref var cell = ref _cells[Environment.CurrentManagedThreadId & 15];
        if ((++cell.Calls & _skipMask) != 0)
        {
            return Pass.Skip;
        }

        return (++cell.Admitted & _timedMask) == 0 ? Pass.Timed : Pass.Run;
    }

    /// <summary>The time of a call that was <see cref="Pass.Timed"/>: it stands for the others that were not.</summary>
    public void ChargeTimed(long ticks) => Charge(ticks * (_timedMask + 1));

    /// <summary>Time that was measured in full, such as that of writing a value.</summary>
    public void Charge(long ticks) => _cells[Environment.CurrentManagedThreadId & 15].Ticks += ticks;

    /// <summary>Four times a second, from one thread.</summary>
    public Verdict Tick(long now)
    {
        long ticks = 0, calls = 0;
        foreach (ref var cell in _cells.AsSpan())
        {
            ticks += cell.Ticks;
            calls += cell.Calls;
        }

        var elapsed = now - _lastNow;
        if (!_started)
        {
            (_started, _lastNow, _lastTicks, _lastCalls) = (true, now, ticks, calls);
            return Verdict.Fine;
        }

        if (elapsed <= 0)
        {
            return Verdict.Fine;
        }

        var seconds = (double)elapsed / ticksPerSecond;
        var woven = (calls - _lastCalls) * WovenCallSeconds;
        _shares[_slice++ % Slices] = ((double)(ticks - _lastTicks) / ticksPerSecond + woven) / seconds;
        _timedMask = (calls - _lastCalls) / seconds > BusyCallsPerSecond ? TimedOneOf - 1 : 0;
        (_lastNow, _lastTicks, _lastCalls) = (now, ticks, calls);
        return Judge();
    }

    private Verdict Judge()
    {
        Share = _shares.Sum() / Slices;

        // One slice alone may be a pause of the garbage collector or of the machine, not ours.
        if (_slice < Slices || Share <= Allowed || _shares.Count(static s => s > Allowed) < 2)
        {
            return Verdict.Fine;
        }

        _slice = 0;
        Array.Clear(_shares);
        if (_skipMask != 0)
        {
            return Verdict.End;
        }

        var oneOf = 2;
        while (oneOf < MaxOneOf && Share / oneOf > Allowed / 2)
        {
            oneOf *= 2;
        }

        _skipMask = oneOf - 1;
        return Verdict.Sample;
    }

    // A cache line of its own, or two threads would slow each other down.
    [StructLayout(LayoutKind.Sequential, Size = 128)]
    private struct Cell
    {
        public long Calls;
        public long Admitted;
        public long Ticks;
    }
}
