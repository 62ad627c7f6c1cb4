using System.Diagnostics;
using Arthas.Agent.Jobs;
using Arthas.Agent.Threads;
using Arthas.Commands;

namespace Arthas.Agent.Commands.Threads;

/// <summary>The threads of a target with what each used of the processor in a window of time, the busiest first.</summary>
internal sealed record ThreadSample(IReadOnlyList<ManagedThread> Threads, IReadOnlyList<ThreadRow> Rows)
{
    public static async Task<ThreadSample> TakeAsync(AgentJob job, int defaultInterval)
    {
        var pid = job.Target.ProcessId;
        var interval = Math.Max(1, job.Command.Value(ThreadOptions.SampleInterval) ?? defaultInterval);
        var started = Stopwatch.GetTimestamp();
        var before = CpuTimes.Read(pid);
        await Task.Delay(TimeSpan.FromMilliseconds(interval), TimeProvider.System, job.Ended);
        var after = CpuTimes.Read(pid);
        var window = Stopwatch.GetElapsedTime(started);

        var threads = await ThreadReader.Shared.ReadAsync(job.Target, job.Ended);
        var managed = threads.Where(thread => thread.OsId > 0).ToDictionary(thread => thread.OsId);
        var rows = after.Select(time =>
        {
            var inWindow = time.Value - before.GetValueOrDefault(time.Key);
            var thread = managed.GetValueOrDefault(time.Key);
            return new ThreadRow(thread, thread?.Name ?? CpuTimes.Name(pid, time.Key), Math.Round(100 * (inWindow / window), 2), inWindow, time.Value);
        });

        // Those that have not started, or started since, have no time yet.
        var others = threads.Where(thread => !after.ContainsKey(thread.OsId)).Select(thread => new ThreadRow(thread, thread.Name, 0, default, default));
        return new ThreadSample(threads, [.. rows.Concat(others).OrderByDescending(row => row.InWindow).ThenBy(row => row.Thread?.Id ?? int.MaxValue)]);
    }
}
