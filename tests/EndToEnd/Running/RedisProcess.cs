namespace Arthas.EndToEnd.Running;

/// <summary>A real redis-server on a port of its own, whose files go with it.</summary>
internal sealed class RedisProcess : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("arthas-redis-").FullName;
    private readonly Certificates? _certificates;
    private readonly string[] _settings;

    /// <summary>Not running: its address is known before it is.</summary>
    /// <param name="settings">Such as <c>--appendonly yes</c>, word by word.</param>
    public RedisProcess(Certificates? certificates, params string[] settings) => (_certificates, _settings) = (certificates, settings);

    public static string? WhyNot { get; } = Installed.WhyNot("redis-server");

    public int Port { get; } = FreePort.Take();

    public RunningProcess Process { get; private set; } = null!;

    /// <summary>What a hub that uses it is started with.</summary>
    public string[] Options => ["--Cluster:Redis", $"127.0.0.1:{Port}{(_certificates is null ? "" : ",ssl=true")}"];

    /// <summary>One that keeps all it acknowledged.</summary>
    /// <param name="certificates">For one that is spoken to over TLS only.</param>
    public static async Task<RedisProcess> StartAsync(Certificates? certificates = null)
    {
        var redis = new RedisProcess(certificates, "--appendonly", "yes", "--appendfsync", "always");
        await redis.StartAgainAsync();
        return redis;
    }

    private string[] Listens => _certificates is null
        ? ["--port", $"{Port}"]
        : ["--port", "0", "--tls-port", $"{Port}", "--tls-auth-clients", "no", "--tls-cert-file", _certificates.Certificate, "--tls-key-file", _certificates.Key, "--tls-ca-cert-file", _certificates.Authority];

    public async Task StartAgainAsync()
    {
        Process = RunningProcess.Start(
            "redis-server",
            [.. Listens, "--bind", "127.0.0.1", "--dir", _folder, "--save", "", .. _settings]);
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
        if (Process is not null)
        {
            await Process.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }
}
