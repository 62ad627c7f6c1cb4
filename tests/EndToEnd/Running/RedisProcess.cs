using System.Net;
using System.Net.Sockets;

namespace Arthas.EndToEnd.Running;

/// <summary>A real redis-server that keeps all it acknowledged, on a port of its own.</summary>
internal sealed class RedisProcess : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("arthas-redis-").FullName;
    private readonly int _port;

    private RedisProcess(int port) => _port = port;

    public static string? WhyNot { get; } = Installed.WhyNot("redis-server");

    public RunningProcess Process { get; private set; } = null!;

    /// <summary>What a hub that uses it is started with.</summary>
    public string[] Options => ["--Cluster:Engine", "redis", "--Cluster:Redis", $"127.0.0.1:{_port}"];

    public static async Task<RedisProcess> StartAsync()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var redis = new RedisProcess(((IPEndPoint)free.LocalEndpoint).Port);
        free.Stop();
        await redis.StartAgainAsync();
        return redis;
    }

    public async Task StartAgainAsync()
    {
        Process = RunningProcess.Start(
            "redis-server",
            ["--port", $"{_port}", "--bind", "127.0.0.1", "--dir", _folder, "--save", "", "--appendonly", "yes", "--appendfsync", "always"]);
        await Process.LineAsync("Ready to accept connections");
    }

    /// <summary>All it kept is gone.</summary>
    public void Forget()
    {
        Directory.Delete(_folder, recursive: true);
        Directory.CreateDirectory(_folder);
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
