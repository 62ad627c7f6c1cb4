using StackExchange.Redis;

namespace Arthas.Silo.Tests.Running;

/// <summary>A real redis-server on a port of its own, and what a test asks of it. As a fixture: one with Redis' own defaults, and nothing on disk.</summary>
public sealed class RedisServer : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("arthas-redis-").FullName;
    private readonly int _port = FreePort.Take();
    private readonly string[] _options;
    private RunningProcess? _process;
    private ConnectionMultiplexer? _connection;

    public RedisServer()
        : this([])
    {
    }

    private RedisServer(string[] options) => _options = options;

    public string Address => $"127.0.0.1:{_port}";

    internal int Port => _port;

    internal IDatabase Database => _connection!.GetDatabase();

    internal static async Task<RedisServer> StartAsync(params string[] options)
    {
        var server = new RedisServer(options);
        await server.InitializeAsync();
        return server;
    }

    /// <summary>Not running: its address is known before it is.</summary>
    internal static RedisServer Stopped(params string[] options) => new(options);

    public async ValueTask InitializeAsync()
    {
        _process = RunningProcess.Start("redis-server", ["--bind", "127.0.0.1", "--port", $"{_port}", "--dir", _folder, "--save", "", .. _options]);
        await _process.LineAsync("Ready to accept connections");
        _connection = await ConnectionMultiplexer.ConnectAsync($"{Address},allowAdmin=true,abortConnect=false");
    }

    /// <summary>By SIGKILL.</summary>
    internal async Task KillAsync()
    {
        await _connection!.DisposeAsync();
        _connection = null;
        await _process!.KillAsync();
    }

    internal Task<RedisResult> AskAsync(string command, params object[] arguments) => Database.ExecuteAsync(command, arguments);

    /// <summary>Returns when as many clients wait for a write that <c>CLIENT PAUSE</c> holds back.</summary>
    internal async Task HeldAsync(int clients = 1)
    {
        while (await NumberAsync("clients", "blocked_clients") < clients)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }
    }

    internal async Task<long> NumberAsync(string section, string key)
    {
        var info = (string)(await AskAsync("INFO", section))!;
        return long.Parse(info.Split('\n').Single(line => line.StartsWith($"{key}:", StringComparison.Ordinal)).Split(':')[1], System.Globalization.CultureInfo.InvariantCulture);
    }

    internal async Task<string[]> KeysAsync() => (string[])(await AskAsync("KEYS", "*"))!;

    /// <summary>Until the key vanishes; null: it stays.</summary>
    internal Task<TimeSpan?> LifeAsync(string key) => Database.KeyTimeToLiveAsync(key);

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }

        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }
}
