using System.Runtime.CompilerServices;

namespace Arthas.Probe.Weaving;

/// <summary>
/// Which code on a thread is the probe's: what it calls is not reported. A thread-static mark, because the hooks must
/// know before they do anything that could itself be woven.
/// </summary>
public static class ProbeThread
{
    [ThreadStatic]
    private static bool s_isProbe;

    /// <summary>True while the code on this thread is the probe's. Set it once on each thread of the probe's own.</summary>
    public static bool IsProbe
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => s_isProbe;
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        set => s_isProbe = value;
    }
}
