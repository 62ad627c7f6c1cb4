using System.Diagnostics;

namespace HotLoop;

internal static class Measure
{
    private static readonly TimeSpan Batch = TimeSpan.FromMilliseconds(0.25);

    /// <summary>Of one call: the median of batches of a quarter of a millisecond, so that a pause of the machine spoils one only.</summary>
    public static double Nanoseconds(Action<int> loop, int milliseconds)
    {
        var calls = BatchOf(loop);
        var batches = new List<double>();
        var started = Stopwatch.GetTimestamp();
        do
        {
            var began = Stopwatch.GetTimestamp();
            loop(calls);
            batches.Add(Stopwatch.GetElapsedTime(began).TotalNanoseconds / calls);
        }
        while (Stopwatch.GetElapsedTime(started).TotalMilliseconds < milliseconds);

        batches.Sort();
        return batches[batches.Count / 2];
    }

    public static long Calls(Action<int> loop, int milliseconds)
    {
        const int Batch = 1000;
        var calls = 0L;
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started).TotalMilliseconds < milliseconds)
        {
            loop(Batch);
            calls += Batch;
        }

        return calls;
    }

    private static int BatchOf(Action<int> loop)
    {
        for (var calls = 16; ; calls *= 2)
        {
            var began = Stopwatch.GetTimestamp();
            loop(calls);
            if (Stopwatch.GetElapsedTime(began) >= Batch)
            {
                return calls;
            }
        }
    }
}
