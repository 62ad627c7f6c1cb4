using System.Diagnostics;
using System.Text.Json;

namespace Arthas.Probe.Commands.Trace;

/// <summary>How often and how long, in ticks.</summary>
internal struct Costs
{
    public int Times;
    public bool Threw;
    private long _last, _min, _max, _total;

    public void Add(long ticks, bool threw)
    {
        ticks = Math.Max(ticks, 0);
        _min = Times == 0 ? ticks : Math.Min(_min, ticks);
        _max = Math.Max(_max, ticks);
        _last = ticks;
        _total += ticks;
        Threw |= threw;
        Times++;
    }

    public void Add(in Costs other)
    {
        if (other.Times == 0)
        {
            return;
        }

        _min = Times == 0 ? other._min : Math.Min(_min, other._min);
        _max = Math.Max(_max, other._max);
        _last = other._last;
        _total += other._total;
        Threw |= other.Threw;
        Times += other.Times;
    }

    public readonly void Write(Utf8JsonWriter json)
    {
        json.WriteNumber("cost", Nanoseconds(_last));
        json.WriteNumber("minCost", Nanoseconds(_min));
        json.WriteNumber("maxCost", Nanoseconds(_max));
        json.WriteNumber("totalCost", Nanoseconds(_total));
        json.WriteNumber("times", Times);
    }

    private static long Nanoseconds(long ticks) => Stopwatch.Frequency == 1_000_000_000 ? ticks : (long)(ticks * (1e9 / Stopwatch.Frequency));
}
