namespace Arthas.Agent.Targets;

/// <summary>
/// Finds .NET processes that have no diagnostics socket, so that a user who looks for one is told why it cannot be
/// diagnosed. A new process is looked at in its first scans only: a runtime is loaded in its first moments, and opens its
/// socket then.
/// </summary>
internal sealed class SilentFinder
{
    private const int Looks = 3;

    private static readonly string[] Switches =
        ["DOTNET_EnableDiagnostics", "COMPlus_EnableDiagnostics", "DOTNET_EnableDiagnostics_IPC", "COMPlus_EnableDiagnostics_IPC"];

    private readonly Dictionary<(int, long), int> _looks = [];
    private readonly Dictionary<(int, long), SilentProcess> _silent = [];

    /// <param name="heard">The processes that have a socket.</param>
    public IReadOnlyCollection<SilentProcess> Find(IReadOnlyCollection<FoundSocket> heard)
    {
        var known = heard.Select(socket => socket.ProcessId).ToHashSet();
        var alive = new HashSet<(int, long)>();
        foreach (var pid in ProcessFiles.All())
        {
            if (ProcessFiles.StartTime(pid) is { } start && alive.Add((pid, start)))
            {
                Record(pid, start, known.Contains(pid));
            }
        }

        foreach (var gone in _looks.Keys.Where(key => !alive.Contains(key)).ToList())
        {
            _looks.Remove(gone);
            _silent.Remove(gone);
        }

        return _silent.Values;
    }

    private void Record(int pid, long start, bool heard)
    {
        var looks = _looks.GetValueOrDefault((pid, start));
        if (heard)
        {
            _silent.Remove((pid, start));
        }

        if (looks >= Looks)
        {
            return;
        }

        _looks[(pid, start)] = looks + 1;
        if (!heard && IsDotNet(pid) && Reason(pid, looks + 1 == Looks) is { } reason)
        {
            _silent[(pid, start)] = new(pid, start, reason);
        }
    }

    private static bool IsDotNet(int pid) => ProcessFiles.MappedFiles(pid)
        .Any(static file => file.EndsWith("/libcoreclr.so", StringComparison.Ordinal) || file.StartsWith("/memfd:doublemapper", StringComparison.Ordinal));

    /// <summary>Null while it may still open its socket.</summary>
    private static string? Reason(int pid, bool last)
    {
        var off = Array.Find(Switches, name => ProcessFiles.Variable(pid, name)?.Trim() is "0" or "0x0");
        return off is not null ? $"its diagnostics are switched off ({off}=0): restart it without that variable"
            : last ? "it has no diagnostics socket in its temporary directory: the socket was removed, or diagnostics are switched off (DOTNET_EnableDiagnostics=0); restart it with them on, and its TMPDIR left alone"
            : null;
    }
}
