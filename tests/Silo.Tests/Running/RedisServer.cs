using StackExchange.Redis;

namespace Arthas.Silo.Tests.Running;

/// <summary>A redis-server, and what a test asks of it. As a fixture: one with Redis' own defaults, and nothing on disk.</summary>
public sealed class RedisServer : IAsyncLifetime
{
    private readonly RedisProcess _redis;
    private ConnectionMultiplexer? _connection;

    public RedisServer()
        : this([])
    {
    }

    private RedisServer(string[] options) => _redis = new RedisProcess(certificates: null, options);

    public string Address => $"127.0.0.1:{Port}";

    internal int Port => _redis.Port;

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
        await _redis.StartAgainAsync();
        _connection = await ConnectionMultiplexer.ConnectAsync($"{Address},allowAdmin=true,abortConnect=false");
    }

    /// <summary>By SIGKILL.</summary>
    internal async Task KillAsync()
    {
        await _connection!.DisposeAsync();
        _connection = null;
        await _redis.Process.KillAsync();
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

        await _redis.DisposeAsync();
    }
}
