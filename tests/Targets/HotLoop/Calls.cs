using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace HotLoop;

/// <summary>The methods whose calls are counted and timed: each as it is, and as one would watch it by hand.</summary>
internal static class Calls
{
    private const int Rounds = 800;

    /// <summary>Watches by hand: as false for what the loops pass as the condition of a benchmark's watch is.</summary>
    private static Action<int, int, int> s_observer = static (a, b, result) =>
    {
        if (b < 0)
        {
            Seen += a + result;
        }
    };

    public static long Seen { get; private set; }

    public static long Ticks { get; private set; }

    public static int Add(int a, int b) => a + b;

    // A watched method is never inlined, so neither is this.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int AddByHand(int a, int b)
    {
        var result = 0;
        try
        {
            result = a + b;
            return result;
        }
        finally
        {
            s_observer(a, b, result);
        }
    }

    /// <summary>About a microsecond.</summary>
    public static int Work(int a, int b)
    {
        for (var i = 0; i < Rounds; i++)
        {
            a = (a * 31) ^ (b + i) ^ (a >> 7);
        }

        return a;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int WorkByHand(int a, int b)
    {
        var before = a;
        var result = 0;
        try
        {
            for (var i = 0; i < Rounds; i++)
            {
                a = (a * 31) ^ (b + i) ^ (a >> 7);
            }

            result = a;
            return result;
        }
        finally
        {
            s_observer(before, b, result);
        }
    }

    /// <summary>Ten calls within.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Ten(int a, int b)
    {
        for (var i = 0; i < 10; i++)
        {
            a = Leaf(a, b);
        }

        return a;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int TenByHand(int a, int b)
    {
        for (var i = 0; i < 10; i++)
        {
            var started = Stopwatch.GetTimestamp();
            a = Leaf(a, b);
            Ticks += Stopwatch.GetTimestamp() - started;
        }

        return a;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Leaf(int a, int b) => a ^ b;

    /// <summary>Answers the time it was called at, on the clock that all processes of a machine share.</summary>
    public static long Stamp(long ticks) => ticks;
}
