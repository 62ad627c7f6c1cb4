using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Arthas.Conformance.Redis;

/// <summary>A real redis-server of the test's own on a free port, as a child process; its files are in a folder that goes with it.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private const int SigContinue = 18;
    private const int SigStop = 19;

    private readonly string _folder = Directory.CreateTempSubdirectory("arthas-redis-").FullName;
    private readonly string[] _settings;
    private Process? _process;

    private RedisServer(int port, string[] settings) => (Port, _settings) = (port, settings);

    public static string? WhyNot { get; } =
        Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, "redis-server")))
            ? null
            : "redis-server is not installed (apt-get install redis-server)";

    public int Port { get; }

    public string Address => $"127.0.0.1:{Port}";

    /// <param name="settings">Such as <c>--appendonly yes</c>, word by word.</param>
    public static async Task<RedisServer> StartAsync(params string[] settings)
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var server = new RedisServer(((IPEndPoint)free.LocalEndpoint).Port, settings);
        free.Stop();
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>With what its files kept.</summary>
    public async Task StartAgainAsync()
    {
        var start = new ProcessStartInfo("redis-server") { RedirectStandardOutput = true, WorkingDirectory = _folder };
        foreach (var word in (string[])["--port", $"{Port}", "--bind", "127.0.0.1", "--dir", _folder, "--save", "", .. _settings])
        {
            start.ArgumentList.Add(word);
        }

        _process = Process.Start(start)!;
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Contains("Ready to accept connections", StringComparison.Ordinal))
            {
                _ = _process.StandardOutput.ReadToEndAsync();
                return;
            }
        }

        throw new InvalidOperationException($"redis-server on port {Port} ended with {_process.ExitCode}");
    }

    /// <summary>Of one that was started with <c>--cluster-enabled yes</c>: it is a whole Redis Cluster by itself then.</summary>
    public async Task TakeAllSlotsAsync()
    {
        await using var asked = await StackExchange.Redis.ConnectionMultiplexer.ConnectAsync($"{Address},allowAdmin=true");
        var server = asked.GetServer(Address);
        await server.ExecuteAsync("CLUSTER", "ADDSLOTSRANGE", 0, 16383);
        while (!((string)(await server.ExecuteAsync("CLUSTER", "INFO"))!).Contains("cluster_state:ok", StringComparison.Ordinal))
        {
            await Task.Delay(20);
        }
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        if (_process is not { HasExited: false } process)
        {
            return;
        }

        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Its files are gone.</summary>
    public void Forget()
    {
        Directory.Delete(_folder, recursive: true);
        Directory.CreateDirectory(_folder);
    }

    public void Freeze() => Assert.Equal(0, Signal(_process!.Id, SigStop));

    public void Thaw() => Assert.Equal(0, Signal(_process!.Id, SigContinue));

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Signal(int process, int signal);
}
