using Microsoft.Diagnostics.Runtime;

namespace Arthas.Agent.Threads;

/// <summary>Names and priorities, which are in the Thread objects; each thread holds its own by a handle, so the heap need not be walked.</summary>
internal static class ThreadObjects
{
    private const int LongestName = 1024;
    private static readonly int[] Priorities = [1, 3, 5, 8, 10];

    public static Dictionary<int, (string? Name, int Priority)> Read(ClrRuntime runtime)
    {
        var threads = new Dictionary<int, (string?, int)>();
        foreach (var handle in runtime.EnumerateHandles())
        {
            if (handle.Object.Type?.Name != "System.Threading.Thread" || !handle.Object.TryReadField("_managedThreadId", out int id))
            {
                continue;
            }

            handle.Object.TryReadStringField("_name", LongestName, out var name);
            threads[id] = (name, handle.Object.TryReadField("_priority", out int priority) ? Priorities[Math.Clamp(priority, 0, 4)] : 5);
        }

        return threads;
    }
}
