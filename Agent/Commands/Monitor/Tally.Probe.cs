using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Arthas.Probe.Commands.Monitoring;

/// <summary>
/// Counts the calls of one method since the job began, on the application's threads; a cycle is the difference of two
/// readings, so that no call falls between them.
/// </summary>
internal sealed class Tally(string className, string methodName, int order)
{
    private const int Cells = 8;

    private readonly Cell[] _cells = new Cell[Cells];
    private Counts _last;

    public string ClassName => className;

    public string MethodName => methodName;

    public int Order => order;

    public void Add(long ticks, bool failed)
    {
        ref var cell = ref _cells[Environment.CurrentManagedThreadId & (Cells - 1)];
        Interlocked.Add(ref cell.Ticks, ticks);
        Interlocked.Increment(ref failed ? ref cell.Failed : ref cell.Succeeded);
    }

    /// <summary>Since it was last asked. From one thread.</summary>
    public Counts Next()
    {
        var now = default(Counts);
        foreach (ref var cell in _cells.AsSpan())
        {
            now = new(now.Succeeded + Volatile.Read(ref cell.Succeeded), now.Failed + Volatile.Read(ref cell.Failed), now.Ticks + Volatile.Read(ref cell.Ticks));
        }

        var before = _last;
        _last = now;
        return new(now.Succeeded - before.Succeeded, now.Failed - before.Failed, now.Ticks - before.Ticks);
    }

    internal readonly record struct Counts(long Succeeded, long Failed, long Ticks)
    {
        public long Total => Succeeded + Failed;

        public double Milliseconds => Math.Round(Ticks * 1000.0 / Stopwatch.Frequency, 6);
    }

    // A cache line of its own, or threads would slow each other down.
    [StructLayout(LayoutKind.Sequential, Size = 64)]
    private struct Cell
    {
        public long Succeeded, Failed, Ticks;
    }
}
