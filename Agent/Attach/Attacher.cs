using System.Net.Sockets;
using System.Text;
using Arthas.Agent.Diagnostics;
using Arthas.Agent.Targets;

namespace Arthas.Agent.Attach;

/// <summary>Brings the probe into a target, and the native port where a command weaves.</summary>
internal sealed class Attacher(Payload payload, string owner, TimeProvider time)
{
    private static readonly Guid PortClassId = new("6F1C2B6E-4C3B-4E0B-9B0A-5C1A7B6E0D42");
    private static readonly TimeSpan RuntimeLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan WelcomeLimit = TimeSpan.FromSeconds(5);

    /// <summary>How long a socket is looked for after the runtime said that the hook ran: the hook opens it before it returns.</summary>
    private static readonly TimeSpan SocketLimit = TimeSpan.FromMilliseconds(300);

    /// <exception cref="AttachException">It cannot be done; the message says why and what would mend it.</exception>
    public async Task<ProbeConnection> AttachAsync(Target target, CancellationToken cancel)
    {
        var warning = await Refusals.CheckAsync(target, time, cancel);
        var probe = await FindOrBringAsync(target, cancel);
        probe.SetWarning(warning);
        return probe;
    }

    private async Task<ProbeConnection> FindOrBringAsync(Target target, CancellationToken cancel)
    {
        using (var there = TargetFolder.Find(target))
        {
            if (there is not null && await TryOpenAsync(there, TimeSpan.Zero, cancel) is { } open)
            {
                if (open.Welcome.Version == payload.Id)
                {
                    return open;
                }

                // An older agent's, and free: its place is ours.
                await open.DetachAsync(WelcomeLimit, time);
            }
        }

        using var folder = TargetFolder.Fill(target, payload);
        var port = new DiagnosticsPort(target.DiagnosticsSocket, time);
        var hook = $"{folder.Inside}/{Payload.Hook}";
        try
        {
            var applied = await TryApplyAsync(target, port, hook, cancel);
            return (applied ? await TryOpenAsync(folder, SocketLimit, cancel) : null)
                ?? await OpenThroughPortAsync(target, folder, port, hook, cancel);
        }
        catch (Exception e) when (e is DiagnosticsException or TimeoutException or IOException or SocketException or UnauthorizedAccessException)
        {
            throw new AttachException(Refusals.Explain(target, e));
        }
    }

    /// <summary>Brings the native port in; nothing to do where it is in already.</summary>
    public async Task AttachPortAsync(Target target, CancellationToken cancel)
    {
        if (!payload.HasPort)
        {
            throw new AttachException($"this command weaves into methods, which needs {Payload.Port}, and this agent was built without it: install g++ or clang++ and build again");
        }

        if (HasPort(target))
        {
            return;
        }

        using var folder = TargetFolder.Fill(target, payload);
        try
        {
            await AttachPortAsync(target, folder, new DiagnosticsPort(target.DiagnosticsSocket, time), default, cancel);
        }
        catch (Exception e) when (e is DiagnosticsException or TimeoutException or IOException or SocketException)
        {
            throw new AttachException(Refusals.Explain(target, e));
        }
    }

    /// <summary>False when the runtime refused and the port may still get in: it holds another build of the hook, for one.</summary>
    private async Task<bool> TryApplyAsync(Target target, DiagnosticsPort port, string hook, CancellationToken cancel)
    {
        try
        {
            await port.ApplyStartupHookAsync(hook, RuntimeLimit, cancel);
            return true;
        }
        catch (DiagnosticsException) when (payload.HasPort && !HasPort(target))
        {
            return false;
        }
    }

    private static bool HasPort(Target target) =>
        ProcessFiles.MappedFiles(target.ProcessId).Any(file => file.Contains(Payload.Port, StringComparison.Ordinal));

    /// <summary>The start-up hook ran nothing: they are switched off in this application. The port calls the hook itself.</summary>
    private async Task<ProbeConnection> OpenThroughPortAsync(Target target, TargetFolder folder, DiagnosticsPort port, string hook, CancellationToken cancel)
    {
        if (folder.ReadError() is { } error)
        {
            throw new AttachException($"the probe cannot open in the target: {error}");
        }

        if (!payload.HasPort)
        {
            throw new AttachException($"start-up hooks are switched off in the target (System.StartupHookProvider.IsSupported=false), and the other way in needs {Payload.Port}, which this agent was built without: install g++ or clang++ and build again");
        }

        if (HasPort(target))
        {
            throw new AttachException("start-up hooks are switched off in the target, and the probe that was in it does not answer any more: restart the application to attach again");
        }

        await AttachPortAsync(target, folder, port, Encoding.UTF8.GetBytes(hook), cancel);
        return await TryOpenAsync(folder, WelcomeLimit, cancel)
            ?? throw new AttachException($"start-up hooks are switched off in the target, and its runtime did not run the probe through the native port either{(folder.ReadError() is { } reason ? ": " + reason : "")}");
    }

    private async Task AttachPortAsync(Target target, TargetFolder folder, DiagnosticsPort port, ReadOnlyMemory<byte> clientData, CancellationToken cancel)
    {
        // Asked before: a runtime maps the library before it looks whether there is room for it.
        var had = HasPort(target);
        try
        {
            await port.AttachProfilerAsync(PortClassId, $"{folder.Inside}/{payload.Id}/{Payload.Port}", clientData, RuntimeLimit, cancel);
        }
        catch (DiagnosticsException e) when (e.Code == DiagnosticsException.ProfilerPresent && !had)
        {
            throw new AttachException("another vendor's profiler is in the target (CORECLR_ENABLE_PROFILING=1, an APM agent), and a runtime takes only one: start the application without it to weave. Commands that do not weave (sc, sm, jad, thread, sysprop…) work as it is.");
        }
        catch (DiagnosticsException e) when (e.Code == DiagnosticsException.ProfilerPresent)
        {
            // Ours, by another agent or at another time.
        }
    }

    private async Task<ProbeConnection?> TryOpenAsync(TargetFolder folder, TimeSpan wait, CancellationToken cancel)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            using var limit = new CancellationTokenSource(WelcomeLimit, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
            try
            {
                return await ProbeConnection.OpenAsync(folder.Socket, owner, time, either.Token);
            }
            catch (Exception e) when (e is SocketException or IOException)
            {
                // Not there (yet), or just closing.
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                throw new AttachException($"the probe in the target did not answer within {WelcomeLimit.TotalSeconds} s: the process may be stopped, or too busy");
            }

            if (time.GetElapsedTime(started) >= wait)
            {
                return null;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), time, cancel);
        }
    }
}
