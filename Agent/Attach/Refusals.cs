using System.Globalization;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Arthas.Agent.Diagnostics;
using Arthas.Agent.Targets;

namespace Arthas.Agent.Attach;

/// <summary>Why a target cannot be attached to, in words, with what fixes it.</summary>
internal static class Refusals
{
    private static readonly Version DiagnosticsFix = new(10, 0, 11);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>Throws where it is certain beforehand.</summary>
    /// <returns>What the user should know of the target all the same; else null.</returns>
    public static async Task<string?> CheckAsync(Target target, TimeProvider time, CancellationToken cancel)
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
        {
            throw new AttachException($"only Linux x64 can be attached to for now, and this is {RuntimeInformation.RuntimeIdentifier}");
        }

        if (!ProcessFiles.IsAlive(target))
        {
            throw new AttachException(Gone(target));
        }

        if (target.Unavailable is { } reason)
        {
            throw new AttachException(reason);
        }

        RuntimeFacts facts;
        try
        {
            facts = await new DiagnosticsPort(target.DiagnosticsSocket, time).ReadFactsAsync(Limit, cancel);
        }
        catch (DiagnosticsException)
        {
            throw new AttachException("the target runs on .NET 5 or earlier; .NET 8 is the first that a probe can be brought into: move the application to .NET 8 or later");
        }
        catch (Exception e) when (e is TimeoutException or IOException or SocketException or UnauthorizedAccessException)
        {
            throw new AttachException(Explain(target, e));
        }

        Check(facts);
        return Warning(facts.Version);
    }

    public static string? Warning(string version) =>
        Version.TryParse(version.Split('-')[0], out var runtime) && runtime.Major == DiagnosticsFix.Major && runtime < DiagnosticsFix
            ? $"The target runs on .NET {version}: CVE-2026-62909 in the runtime's diagnostics is fixed in {DiagnosticsFix}, update it."
            : null;

    public static string Explain(Target target, Exception e) => !ProcessFiles.IsAlive(target)
        ? Gone(target)
        : e switch
        {
            TimeoutException => $"the target's runtime does not answer: the process may be stopped (SIGSTOP, a debugger) or out of memory ({e.Message})",
            DiagnosticsException { Code: DiagnosticsException.UnknownCommand } => "the target's runtime does not know how to take a probe: .NET 8 or later is needed",
            DiagnosticsException => $"the target's runtime refused: {e.Message}",
            UnauthorizedAccessException => $"the target's diagnostics socket may not be opened: run the agent as user {target.UserId}, or as root",
            _ => $"the target's diagnostics socket {target.DiagnosticsSocket} does not answer ({e.Message}): it was removed, or diagnostics were switched off (DOTNET_EnableDiagnostics=0); restart the application with them on",
        };

    private static void Check(RuntimeFacts facts)
    {
        if (!int.TryParse(facts.Version.Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major) || major < 8)
        {
            throw new AttachException($"the target runs on .NET {facts.Version}; .NET 8 is the first that a probe can be brought into: move the application to .NET 8 or later");
        }

        if (!facts.Architecture.Equals("x64", StringComparison.OrdinalIgnoreCase))
        {
            throw new AttachException($"the target is a {facts.Architecture} process; only x64 can be attached to for now");
        }

        if (facts.RuntimeIdentifier?.Contains("musl", StringComparison.Ordinal) == true)
        {
            throw new AttachException("the target runs on musl (Alpine); only glibc can be attached to for now: use a Debian-based image");
        }
    }

    private static string Gone(Target target) => $"the target has ended (pid {target.ProcessId})";
}
