using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Arthas.Hub.Engines.Redis;

/// <summary>What both ports of the redis engine share: the connection, the hints, the scripts. A node keeps nothing else.</summary>
internal sealed class RedisEngine : IHostedService, IAsyncDisposable
{
    private readonly RedisConnection _channel;
    private readonly RedisPersistence _persistence;
    private readonly RedisScripts _scripts;
    private readonly Lazy<Task> _started;
    private int _disposed;

    public RedisEngine(IOptions<RedisOptions> redis, RedisScripts scripts, TimeProvider time, ILogger<RedisEngine> logger)
    {
        var server = ConfigurationOptions.Parse(redis.Value.Redis!);
        var limit = redis.Value.RedisTimeout;
        _scripts = scripts;
        Connection = new RedisConnection(server, limit, ordered: false, time, logger);
        // Messages must stay in order to show a gap; their handler never blocks, so order costs nothing here.
        _channel = new RedisConnection(server, limit, ordered: true, time, logger);
        Hints = new RedisHints(RandomNumberGenerator.GetHexString(12, lowercase: true), Connection, _channel, time, logger);
        _persistence = new RedisPersistence(Connection, logger);
        _started = new Lazy<Task>(ConnectAsync);
    }

    public RedisConnection Connection { get; }

    public RedisHints Hints { get; }

    /// <summary>A Redis that is away at the start stops nobody: requests fail until it is there.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => _started.Value.WaitAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <param name="keys">How many of <paramref name="keysAndArguments"/> are keys: they go first.</param>
    public async Task<RedisResult> RunAsync(string script, int keys, object[] keysAndArguments, CancellationToken cancel)
    {
        await BeginAsync(cancel);
        return await Connection.RunAsync(_scripts[script], keysAndArguments, keys, cancel);
    }

    /// <summary>One command, which is a change of its own.</summary>
    public async Task<RedisResult> CallAsync(string command, object[] arguments, CancellationToken cancel)
    {
        await BeginAsync(cancel);
        return await Connection.CallAsync(command, arguments, cancel);
    }

    public async ValueTask DisposeAsync()
    {
        // Twice by a host: as the singleton and as the hosted service.
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return;
        }

        await Hints.DisposeAsync();
        await _channel.DisposeAsync();
        await Connection.DisposeAsync();
    }

    /// <summary>Whoever asks before the engine has started (another hosted service) waits for its first attempt to connect.</summary>
    private Task BeginAsync(CancellationToken cancel) => _started.Value.IsCompleted ? Task.CompletedTask : _started.Value.WaitAsync(cancel);

    private async Task ConnectAsync()
    {
        await Task.WhenAll(Connection.StartAsync(), _channel.StartAsync());
        Hints.Start();
        await _persistence.WarnAsync(CancellationToken.None);
        // One that was away at the start is asked when it is there.
        Connection.Restored += () => _ = _persistence.WarnAsync(CancellationToken.None);
    }
}
