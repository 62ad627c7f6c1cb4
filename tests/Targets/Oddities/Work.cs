using System.Runtime.CompilerServices;

namespace demo;

/// <summary>What the workers do.</summary>
public static class Work
{
    public static long Rounds;

    public static void Loop(Oddities odd)
    {
        while (true)
        {
            odd.Round();
            Use(odd.Slow);
            Pools.Round();
            Interlocked.Increment(ref Rounds);
            Thread.Sleep(20);
        }
    }

    /// <summary>Quick itself; expressions on it call what is not.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Use(Slow slow) => slow.Quick();
}
