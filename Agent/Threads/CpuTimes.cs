using System.Globalization;

namespace Arthas.Agent.Threads;

/// <summary>Processor time of each thread of a process, from /proc: costs the process nothing.</summary>
internal static class CpuTimes
{
    /// <summary>By the number the operating system gives the thread.</summary>
    public static Dictionary<int, TimeSpan> Read(int pid) => Tasks(pid).ToDictionary(task => task, task => Read(pid, task));

    /// <summary>At most 15 characters; what the runtime or the application called it.</summary>
    public static string Name(int pid, int task) => Text($"/proc/{pid}/task/{task}/comm").TrimEnd();

    private static TimeSpan Read(int pid, int task)
    {
        // Nanoseconds on the processor; the ticks in stat are too coarse for a window of 200 ms.
        var fields = Text($"/proc/{pid}/task/{task}/schedstat").Split(' ');
        return long.TryParse(fields[0], CultureInfo.InvariantCulture, out var nanoseconds) ? TimeSpan.FromTicks(nanoseconds / 100) : TimeSpan.Zero;
    }

    private static IEnumerable<int> Tasks(int pid)
    {
        string[] tasks;
        try
        {
            tasks = Directory.GetDirectories($"/proc/{pid}/task");
        }
        catch (IOException)
        {
            yield break;
        }

        foreach (var task in tasks)
        {
            yield return int.Parse(Path.GetFileName(task.AsSpan()), CultureInfo.InvariantCulture);
        }
    }

    private static string Text(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
