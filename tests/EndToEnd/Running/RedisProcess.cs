using System.Net;
using System.Net.Sockets;

namespace Arthas.EndToEnd.Running;

/// <summary>A real redis-server that keeps all it acknowledged, on a port of its own.</summary>
internal sealed class RedisProcess : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("arthas-redis-").FullName;
    private readonly Certificates? _certificates;
    private readonly int _port;

    private RedisProcess(int port, Certificates? certificates) => (_port, _certificates) = (port, certificates);

    public static string? WhyNot { get; } = Installed.WhyNot("redis-server");

    public RunningProcess Process { get; private set; } = null!;

    /// <summary>What a hub that uses it is started with.</summary>
    public string[] Options => ["--Cluster:Redis", $"127.0.0.1:{_port}{(_certificates is null ? "" : ",ssl=true")}"];

    /// <param name="certificates">For one that is spoken to over TLS only.</param>
    public static async Task<RedisProcess> StartAsync(Certificates? certificates = null)
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var redis = new RedisProcess(((IPEndPoint)free.LocalEndpoint).Port, certificates);
        free.Stop();
        await redis.StartAgainAsync();
        return redis;
    }

    private string[] Listens => _certificates is null
        ? ["--port", $"{_port}"]
        : ["--port", "0", "--tls-port", $"{_port}", "--tls-auth-clients", "no", "--tls-cert-file", _certificates.Certificate, "--tls-key-file", _certificates.Key, "--tls-ca-cert-file", _certificates.Authority];

    public async Task StartAgainAsync()
    {
        Process = RunningProcess.Start(
            "redis-server",
            [.. Listens, "--bind", "127.0.0.1", "--dir", _folder, "--save", "", "--appendonly", "yes", "--appendfsync", "always"]);
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
