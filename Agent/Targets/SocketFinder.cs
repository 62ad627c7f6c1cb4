using System.Globalization;

namespace Arthas.Agent.Targets;

/// <summary>A process with a diagnostics socket.</summary>
internal readonly record struct FoundSocket(int ProcessId, long StartTime, string Root, string Path);

/// <summary>
/// Finds diagnostics sockets: in the temporary directories of this process, and in those of processes that have another
/// one or live in a container.
/// </summary>
internal sealed class SocketFinder
{
    private const string Prefix = "dotnet-diagnostic-";

    /// <summary>How many scans a new process is given to open its socket where only it would: a runtime does so in its first moments.</summary>
    private const int Looks = 5;

    private readonly Dictionary<(int, long), int> _elsewhere = [];

    /// <summary>Where sockets appear for processes of this kind: what is worth watching.</summary>
    public static IReadOnlyList<string> Directories { get; } =
        [.. new[] { Path.TrimEndingDirectorySeparator(Path.GetTempPath()), "/tmp" }.Distinct().Where(Directory.Exists)];

    public IReadOnlyList<FoundSocket> Find()
    {
        var found = new Dictionary<int, FoundSocket>();
        foreach (var directory in Directories)
        {
            foreach (var path in Sockets(directory, "*"))
            {
                if (Parse(path) is var (pid, start) && !found.ContainsKey(pid) && ProcessFiles.StartTime(pid) == start && ProcessFiles.SharesFiles(pid))
                {
                    found[pid] = new FoundSocket(pid, start, "", path);
                }
            }
        }

        FindElsewhere(found);
        return [.. found.Values];
    }

    private void FindElsewhere(Dictionary<int, FoundSocket> found)
    {
        var alive = new HashSet<(int, long)>();
        foreach (var pid in ProcessFiles.All())
        {
            if (found.ContainsKey(pid) || ProcessFiles.StartTime(pid) is not { } start || !alive.Add((pid, start)))
            {
                continue;
            }

            var looks = _elsewhere.GetValueOrDefault((pid, start));
            if (looks >= Looks)
            {
                continue;
            }

            if (FindOwn(pid, start) is { } socket)
            {
                found[pid] = socket;
            }
            else
            {
                _elsewhere[(pid, start)] = looks + 1;
            }
        }

        foreach (var gone in _elsewhere.Keys.Where(key => !alive.Contains(key)).ToList())
        {
            _elsewhere.Remove(gone);
        }
    }

    private static FoundSocket? FindOwn(int pid, long start)
    {
        var root = ProcessFiles.SharesFiles(pid) ? "" : $"/proc/{pid}/root";
        var temporary = Path.TrimEndingDirectorySeparator(ProcessFiles.Variable(pid, "TMPDIR") ?? "/tmp");
        if ((root.Length == 0 && Directories.Contains(temporary)) || !temporary.StartsWith('/') || ProcessFiles.Identity(pid) is not var (_, _, inner))
        {
            return null;
        }
        // A container that is started again keeps its /tmp, and its processes their numbers: those that were killed have left
        // sockets. Where its clock is another than ours, the last one is its.
        var sockets = Sockets(root + temporary, inner.ToString(CultureInfo.InvariantCulture));
        var path = sockets.FirstOrDefault(socket => Parse(socket) == (inner, start)) ?? sockets.MaxBy(File.GetLastWriteTimeUtc);
        return path is null ? null : new FoundSocket(pid, start, root, path);
    }

    private static string[] Sockets(string directory, string pid)
    {
        try
        {
            return Directory.GetFiles(directory, $"{Prefix}{pid}-*-socket");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary><c>dotnet-diagnostic-{pid}-{start time}-socket</c>.</summary>
    private static (int Pid, long Start)? Parse(string path)
    {
        var parts = Path.GetFileName(path)[Prefix.Length..].Split('-');
        return parts.Length == 3
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var start)
            ? (pid, start)
            : null;
    }
}
