using Microsoft.Diagnostics.Runtime;

namespace Arthas.Agent.Threads;

/// <summary>The locks that somebody waits for: monitors by their sync blocks, <c>System.Threading.Lock</c> by its own fields.</summary>
internal sealed class ContendedLocks
{
    private readonly Dictionary<ulong, HeldLock> _monitors = [];
    private readonly Dictionary<int, int> _idsByOsId;

    public ContendedLocks(ClrRuntime runtime)
    {
        _idsByOsId = runtime.Threads.Where(thread => thread.IsAlive).DistinctBy(thread => thread.OSThreadId)
            .ToDictionary(thread => (int)thread.OSThreadId, thread => thread.ManagedThreadId);
        var owners = runtime.Threads.ToDictionary(thread => thread.Address, thread => thread.ManagedThreadId);
        foreach (var block in runtime.Heap.EnumerateSyncBlocks())
        {
            if (block is { IsMonitorHeld: true, WaitingThreadCount: > 0 })
            {
                _monitors[block.Object] = Describe(runtime.Heap.GetObject(block.Object), owners.GetValueOrDefault(block.HoldingThreadAddress, -1));
            }
        }
    }

    public IReadOnlyList<HeldLock> HeldBy(int managedId) => [.. _monitors.Values.Where(one => one.OwnerId == managedId)];

    /// <summary>What a blocked thread waits to enter: the innermost such object that its stack refers to.</summary>
    public HeldLock? WaitedForBy(ClrThread thread)
    {
        foreach (var root in thread.EnumerateStackRoots().OrderBy(root => root.Address))
        {
            if (_monitors.TryGetValue(root.Object.Address, out var monitor) && monitor.OwnerId != thread.ManagedThreadId)
            {
                return monitor;
            }

            if (root.Object.Type?.Name == "System.Threading.Lock"
                && root.Object.TryReadField("_owningThreadId", out int owner)
                && _idsByOsId.TryGetValue(owner, out var id)
                && id != thread.ManagedThreadId)
            {
                return Describe(root.Object, id);
            }
        }

        return null;
    }

    private static HeldLock Describe(ClrObject one, int owner) =>
        new(one.Type?.Name ?? "System.Object", (int)((one.Address ^ (one.Address >> 32)) & int.MaxValue), owner);
}
