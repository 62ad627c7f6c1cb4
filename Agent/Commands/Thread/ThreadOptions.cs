using Arthas.Contracts.CommandLine;

namespace Arthas.Commands;

internal static class ThreadOptions
{
    public static Argument<long?> Id { get; } = new("id", "Show thread stack");

    public static Option<int?> TopThreads { get; } =
        new("top-n-threads", "n", "The number of thread(s) to show, ordered by cpu utilization, -1 to show all.");

    public static Flag Blocking { get; } =
        new("include-blocking-thread", "b", "Find the thread who is holding a lock that blocks the most number of threads.");

    /// <summary>Milliseconds.</summary>
    public static Option<int?> SampleInterval { get; } =
        new("sample-interval", "i", "Specify the sampling interval (in ms) when calculating cpu usage.");

    public static Option<string?> State { get; } = new(
        "state",
        null,
        "Display the thead filter by the state. NEW, RUNNABLE, TIMED_WAITING, WAITING, BLOCKED, TERMINATED is optional.");

    public static Flag Every { get; } = new("all", null, "Display all thread results instead of the first page");

    public static Flag LockedMonitors { get; } =
        new("lockedMonitors", null, "Find the thread info with lockedMonitors flag, default value is {default}.");

    public static Flag LockedSynchronizers { get; } =
        new("lockedSynchronizers", null, "Find the thread info with lockedSynchronizers flag, default value is {default}.");

    public static IReadOnlyList<IOption> All { get; } =
        [TopThreads, Blocking, SampleInterval, State, Every, LockedMonitors, LockedSynchronizers];

    public static IReadOnlyList<IArgument> Arguments { get; } = [Id];
}
