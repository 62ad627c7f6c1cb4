using System.Globalization;

namespace Arthas.Agent.Targets;

/// <summary>What /proc tells of a process. Null or empty where the process is gone or may not be read.</summary>
internal static class ProcessFiles
{
    /// <summary>Field 22 of /proc/PID/stat: clock ticks since boot. With the pid it names a process for good.</summary>
    public static long? StartTime(int pid)
    {
        // The name in field 2 may hold anything, so count from the last parenthesis.
        var stat = Read($"/proc/{pid}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > 19 && fields[0] is not ("Z" or "X") && long.TryParse(fields[19], CultureInfo.InvariantCulture, out var ticks) ? ticks : null;
    }

    public static bool IsAlive(Target target) => StartTime(target.ProcessId) == target.StartTime;

    public static IEnumerable<int> All()
    {
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(directory.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var pid))
            {
                yield return pid;
            }
        }
    }

    /// <summary>Effective user and group, and the pid in the process's own namespace.</summary>
    public static (int User, int Group, int NamespacePid)? Identity(int pid)
    {
        (int User, int Group, int NamespacePid) identity = (-1, -1, pid);
        foreach (var line in Read($"/proc/{pid}/status").Split('\n'))
        {
            var fields = line.Split('\t');
            if (fields is ["Uid:", _, var user, ..])
            {
                identity.User = int.Parse(user, CultureInfo.InvariantCulture);
            }
            else if (fields is ["Gid:", _, var group, ..])
            {
                identity.Group = int.Parse(group, CultureInfo.InvariantCulture);
            }
            else if (fields is ["NSpid:", .., var inner])
            {
                identity.NamespacePid = int.Parse(inner, CultureInfo.InvariantCulture);
            }
        }

        return identity.User < 0 ? null : identity;
    }

    /// <summary>The threads: by the number each has in the process's own namespace, the number it has here.</summary>
    public static Dictionary<int, int> Threads(int pid)
    {
        var threads = new Dictionary<int, int>();
        try
        {
            foreach (var directory in Directory.GetDirectories($"/proc/{pid}/task"))
            {
                var outside = int.Parse(Path.GetFileName(directory.AsSpan()), CultureInfo.InvariantCulture);
                var line = Read($"{directory}/status").Split('\n').FirstOrDefault(one => one.StartsWith("NSpid:", StringComparison.Ordinal));
                threads[line is null ? outside : int.Parse(line[(line.LastIndexOf('\t') + 1)..], CultureInfo.InvariantCulture)] = outside;
            }
        }
        catch (IOException)
        {
            // It has ended.
        }

        return threads;
    }

    /// <summary>The process that debugs this one; null when none does.</summary>
    public static int? Tracer(int pid)
    {
        foreach (var line in Read($"/proc/{pid}/status").Split('\n'))
        {
            if (line.Split('\t') is ["TracerPid:", var tracer] && int.Parse(tracer, CultureInfo.InvariantCulture) is var id and > 0)
            {
                return id;
            }
        }

        return null;
    }

    /// <summary>The files mapped into the process, each once.</summary>
    public static IReadOnlyCollection<string> MappedFiles(int pid)
    {
        var files = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in Read($"/proc/{pid}/maps").Split('\n'))
        {
            if (line.IndexOf('/', StringComparison.Ordinal) is var at and >= 0)
            {
                files.Add(line[at..]);
            }
        }

        return files;
    }

    /// <summary>A variable the process was started with.</summary>
    public static string? Variable(int pid, string name) =>
        Read($"/proc/{pid}/environ").Split('\0').FirstOrDefault(entry => entry.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..];

    public static IReadOnlyList<string> CommandLine(int pid) =>
        Read($"/proc/{pid}/cmdline").Split('\0', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether the process sees the same files under the same names as this one.</summary>
    public static bool SharesFiles(int pid) => Link($"/proc/{pid}/ns/mnt") is not { } theirs || theirs == Link("/proc/self/ns/mnt");

    private static string? Link(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string Read(string path)
    {
        try
        {
            // Sockets of processes that were killed stay for months, and each is asked for in each scan: no exceptions for them.
            return File.Exists(path) ? File.ReadAllText(path) : "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
