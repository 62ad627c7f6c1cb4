using System.Net.Sockets;
using Arthas.Agent.Diagnostics;

namespace Arthas.Agent.Targets;

/// <summary>Makes a target of a process: asks its runtime, and where that does not answer its files.</summary>
internal sealed class TargetReader(TimeProvider time)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    /// <summary>Null while the process is not far enough to say what it is, or is gone.</summary>
    public async Task<Target?> ReadAsync(FoundSocket socket, CancellationToken cancel)
    {
        if (ProcessFiles.Identity(socket.ProcessId) is not var (user, group, _))
        {
            return null;
        }

        var foreign = !Environment.IsPrivilegedProcess && !IsOurs(user);
        var (app, runtime) = (foreign ? null : await AskAsync(socket, cancel)) ?? FromFiles(socket.ProcessId);
        return app.Length == 0 || ProcessFiles.StartTime(socket.ProcessId) != socket.StartTime
            ? null
            : Make(socket, app, runtime, user, group, foreign ? $"it runs as user {user}: run the agent as that user, or as root" : null);
    }

    /// <summary>A process that has no diagnostics socket.</summary>
    public static Target? Read(SilentProcess silent)
    {
        if (ProcessFiles.Identity(silent.ProcessId) is not var (user, group, _))
        {
            return null;
        }

        var (app, runtime) = FromFiles(silent.ProcessId);
        return app.Length == 0 ? null : Make(new FoundSocket(silent.ProcessId, silent.StartTime, "", ""), app, runtime, user, group, silent.Reason);
    }

    private static Target Make(FoundSocket socket, string app, string runtime, int user, int group, string? unavailable)
    {
        var host = Environment.MachineName;
        return new Target
        {
            Id = $"{Name(app)}_{Name(host)}-{socket.ProcessId}",
            App = app,
            Host = host,
            ProcessId = socket.ProcessId,
            StartTime = socket.StartTime,
            Runtime = runtime.Length == 0 ? ".NET" : ".NET " + runtime,
            UserId = user,
            GroupId = group,
            DiagnosticsSocket = socket.Path,
            Root = socket.Root,
            Unavailable = unavailable,
        };
    }

    private static bool IsOurs(int user) => ProcessFiles.Identity(Environment.ProcessId)?.User == user;

    /// <summary>Fit for a path of an URL.</summary>
    private static string Name(string text) => string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' ? c : '-'));

    private async Task<(string App, string Runtime)?> AskAsync(FoundSocket socket, CancellationToken cancel)
    {
        try
        {
            var facts = await new DiagnosticsPort(socket.Path, time).ReadFactsAsync(Limit, cancel);
            return (facts.EntryAssembly, facts.Version);
        }
        catch (DiagnosticsException)
        {
            // .NET 5 and earlier do not know the question.
            return null;
        }
        catch (TimeoutException)
        {
            // Stopped, perhaps: still there, and still to be shown.
            return null;
        }
        catch (Exception e) when (e is IOException or SocketException or UnauthorizedAccessException)
        {
            return ("", "");
        }
    }

    private static (string App, string Runtime) FromFiles(int pid)
    {
        var words = ProcessFiles.CommandLine(pid);
        var assembly = words.FirstOrDefault(word => word.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)) ?? (words is [var first, ..] ? first : "");
        var core = ProcessFiles.MappedFiles(pid).FirstOrDefault(file => Path.GetFileName(file) == "libcoreclr.so");
        var folder = Path.GetFileName(Path.GetDirectoryName(core) ?? "");
        var name = Path.GetFileName(assembly);
        return (name.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? name[..^4] : name, folder.Length > 0 && char.IsAsciiDigit(folder[0]) ? folder : "");
    }
}
