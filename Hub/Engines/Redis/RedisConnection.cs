using System.Net;
using Arthas.Contracts.Cluster;
using StackExchange.Redis;

namespace Arthas.Hub.Engines.Redis;

/// <summary>
/// One connection to Redis, and the only class that knows what StackExchange.Redis 1.2.6 does wrong:
/// a continuation that runs on its reader stalls everybody (so none does: the pool continues, nothing is called
/// synchronously); a frozen server lets calls hang for ever and raises no event (so every call has a time limit, and a
/// watch pings, fails calls at once while there is no answer, and replaces a connection that does not recover).
/// A call that ran out of time may have happened: every script can be run again.
/// </summary>
internal sealed partial class RedisConnection(
    ConfigurationOptions server, TimeSpan limit, bool ordered, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    // Said by a server that is there but cannot do its work now, also from within a script.
    private static readonly string[] NotNow =
        ["LOADING", "MISCONF", "OOM", "READONLY", "MASTERDOWN", "NOREPLICAS", "CLUSTERDOWN", "TRYAGAIN", "BUSY", "NOAUTH", "NOPERM"];

    private static readonly TimeSpan Pulse = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _tried = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ConnectionMultiplexer? _multiplexer;
    private CancellationTokenSource _up = new();
    private volatile string? _away = "it was not asked yet";
    private long _awaySince = time.GetTimestamp();
    private volatile bool _replace;
    private bool _told;
    private Task _watch = Task.CompletedTask;

    /// <summary>The server can be asked again after it could not: what was pushed in between is lost.</summary>
    public event Action? Restored;

    /// <summary>A new connection, which has no subscriptions yet.</summary>
    public event Func<ISubscriber, Task>? Connected;

    public bool IsAway => _away is not null;

    private string Server { get; } = server.EndPoints[0] is DnsEndPoint name ? $"{name.Host}:{name.Port}" : server.EndPoints[0].ToString()!;

    /// <summary>Answers after the first attempt, however that went; the watch goes on trying.</summary>
    public Task StartAsync()
    {
        _watch = Task.Run(WatchAsync);
        return _tried.Task;
    }

    /// <exception cref="EngineAwayException">At once while Redis is away, else after the time limit at the latest.</exception>
    public async Task<RedisResult> CallAsync(string command, object[] arguments, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var (multiplexer, up) = (_multiplexer, _up.Token);
        if (_away is { } reason || multiplexer is null)
        {
            throw Away(_away ?? "no connection", null);
        }

        try
        {
            return await WithinLimitAsync(multiplexer.GetDatabase().ExecuteAsync(command, arguments), up);
        }
        catch (RedisServerException refused) when (Array.Exists(NotNow, code => refused.Message.Contains(code, StringComparison.Ordinal)))
        {
            throw Away(refused.Message, refused);
        }
        catch (TimeoutException late)
        {
            throw Away($"no answer within {limit.TotalSeconds:0.#} s", late);
        }
        catch (OperationCanceledException gone) when (up.IsCancellationRequested)
        {
            throw Away(_away ?? "the connection broke", gone);
        }
        catch (Exception broken) when (broken is RedisConnectionException or ObjectDisposedException)
        {
            if (!multiplexer.IsConnected)
            {
                Down(broken);
            }

            throw Away("the connection broke", broken);
        }
    }

    /// <summary>Runs a script by its hash; one that Redis has forgotten (a restart, SCRIPT FLUSH) is sent whole.</summary>
    public async Task<RedisResult> RunAsync(RedisScript script, object[] keysAndArguments, int keys, CancellationToken cancel)
    {
        object[] call = [script.Hash, keys, .. keysAndArguments];
        try
        {
            return await CallAsync("EVALSHA", call, cancel);
        }
        catch (RedisServerException e) when (e.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
        {
            call[0] = script.Text;
            return await CallAsync("EVAL", call, cancel);
        }
    }

    /// <summary>The connection does not do what it should: the watch makes another one.</summary>
    public void Replace() => _replace = true;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watch.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // Whoever still asks while the hub stops is told so; nobody meets a disposed object.
        _away = "this hub stops";
        await _up.CancelAsync();
        if (_multiplexer is { } multiplexer)
        {
            await Task.Run(multiplexer.Dispose).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>The answer comes from the reader's thread: the pool takes it over before anybody's code runs.</summary>
    private async Task<T> WithinLimitAsync<T>(Task<T> call, CancellationToken cancel)
    {
        var answer = call.ContinueWith(static t => t, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default).Unwrap();
        return await answer.WaitAsync(limit, time, cancel);
    }

    private EngineAwayException Away(string reason, Exception? inner) =>
        new($"Redis at {Server} is away: {reason}. Running jobs go on; ask again when it is back.", inner);
}
