using System.Diagnostics;
using Arthas.Hub.Targets;
using Microsoft.Extensions.Options;

namespace Arthas.Hub.Local;

/// <summary>The program that <c>--demo</c> starts: a child that ends with the hub, however the hub ends.</summary>
internal sealed partial class DemoProcess(
    IOptions<HubOptions> options,
    DefaultTarget standard,
    FleetView fleet,
    TimeProvider time,
    ILogger<DemoProcess> logger) : IHostedService, IDisposable
{
    private static readonly TimeSpan ListedWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(50);

    private Process? _demo;
    private Process? _guard;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.Demo)
        {
            return;
        }

        // The shell gives its place, and so its number, to the demo, whose lines would cover the hub's own.
        _demo = Start("exec \"$1\" </dev/null >/dev/null 2>&1", options.Value.DemoPath);
        _guard = Guard(_demo.Id);
        standard.SetDemo(_demo.Id);
        await ListedAsync(_demo.Id, cancellationToken);
        DemoStarted(options.Value.DemoPath, _demo.Id);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_demo is null)
        {
            return;
        }

        _demo.Kill();
        await _demo.WaitForExitAsync(cancellationToken);
        if (_guard is { HasExited: false })
        {
            // A line instead of the end: its process is gone, and another may have the number by now.
            await _guard.StandardInput.WriteLineAsync();
            await _guard.StandardInput.FlushAsync(cancellationToken);
        }
    }

    public void Dispose()
    {
        _demo?.Dispose();
        _guard?.Dispose();
    }

    /// <summary>A shell that waits for this process to close a pipe, which the system does when it is killed.</summary>
    private static Process Guard(int demo) => Start("trap '' INT HUP; read line || kill -9 \"$1\"", $"{demo}", guards: true);

    private static Process Start(string script, string argument, bool guards = false)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", script, "sh", argument])
        {
            RedirectStandardInput = guards,
            UseShellExecute = false,
        };
        // To be tried on as any program is found: nothing set for this hub's own runtime or its SDK is handed on.
        foreach (var name in start.Environment.Keys.Where(IsOfTheRuntime).ToList())
        {
            start.Environment.Remove(name);
        }

        return Process.Start(start) ?? throw new InvalidOperationException("/bin/sh could not be started");
    }

    private static bool IsOfTheRuntime(string name) =>
        !name.StartsWith("DOTNET_ROOT", StringComparison.Ordinal)
        && (name.StartsWith("DOTNET_", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("CORECLR_", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("COMPlus_", StringComparison.OrdinalIgnoreCase));

    /// <summary>Waits until an agent has found it, so that the first request finds its target.</summary>
    private async Task ListedAsync(int pid, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(ListedWithin, time);
        using var timer = new PeriodicTimer(AskEvery, time);
        while (!(await fleet.TargetsAsync(cancel)).Any(target => target.Target.Pid == pid))
        {
            if (limit.IsCancellationRequested || _demo is { HasExited: true })
            {
                DemoNotListed(options.Value.DemoPath, ListedWithin.TotalSeconds);
                return;
            }

            await timer.WaitForNextTickAsync(cancel);
        }
    }

    [LoggerMessage(3401, LogLevel.Information, "Started the demo {Path} as process {Pid}")]
    private partial void DemoStarted(string path, int pid);

    [LoggerMessage(3402, LogLevel.Warning, "The demo {Path} ended or was not found by an agent within {Seconds} s")]
    private partial void DemoNotListed(string path, double seconds);
}
