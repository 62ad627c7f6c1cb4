using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Arthas.Probe.Listening;

/// <summary>
/// Time that the calling thread has really run. On a busy machine a wall clock would charge our hooks for the time that
/// others ran in between.
/// </summary>
internal static partial class ThreadClock
{
    private const int LinuxThreadCpuTime = 3;

    private static readonly bool Works = OperatingSystem.IsLinux() && Try();

    public static long TicksPerSecond => Works ? 1_000_000_000 : Stopwatch.Frequency;

    /// <summary>A system call of some 200 ns.</summary>
    public static long Now => Works && GetTime(LinuxThreadCpuTime, out var time) == 0 ? time.Seconds * 1_000_000_000 + time.Nanoseconds : Stopwatch.GetTimestamp();

    private static bool Try()
    {
        try
        {
            return Environment.Is64BitProcess && GetTime(LinuxThreadCpuTime, out _) == 0;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    [SuppressGCTransition]
    private static partial int GetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
