using StackExchange.Redis;

namespace Arthas.Hub.Engines.Redis;

internal sealed partial class RedisConnection
{
    private async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(Pulse, time);
        do
        {
            try
            {
                if (_multiplexer is not { } multiplexer || _replace || time.GetElapsedTime(_awaySince) > limit && IsAway)
                {
                    multiplexer = await ReplaceAsync();
                }

                await WithinLimitAsync(multiplexer.GetDatabase().ExecuteAsync("PING"), _stop.Token);
                Up();
            }
            catch (Exception e) when (!_stop.IsCancellationRequested)
            {
                Down(e);
            }

            _tried.TrySetResult();
        }
        while (await timer.WaitForNextTickAsync(_stop.Token));
    }

    private async Task<ConnectionMultiplexer> ReplaceAsync()
    {
        var connecting = ConnectionMultiplexer.ConnectAsync(Options());
        ConnectionMultiplexer next;
        try
        {
            next = await WithinLimitAsync(connecting, _stop.Token);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            _ = RetireAsync(connecting);
            throw;
        }

        next.PreserveAsyncOrder = ordered;
        next.IncludeDetailInExceptions = false;
        next.ConnectionRestored += (_, _) => Restored?.Invoke();
        if (Connected is { } connected)
        {
            await connected(next.GetSubscriber()).WaitAsync(limit, time, _stop.Token);
        }

        _replace = false;
        if (Interlocked.Exchange(ref _multiplexer, next) is { } old)
        {
            _ = RetireAsync(Task.FromResult(old));
        }

        return next;
    }

    private ConfigurationOptions Options()
    {
        var options = server.Clone();
        options.AbortOnConnectFail = true;
        options.ConnectRetry = 1;
        options.ConnectTimeout = options.SyncTimeout = (int)limit.TotalMilliseconds;
        options.ReconnectRetryPolicy = new LinearRetry((int)Pulse.TotalMilliseconds);
        options.KeepAlive = 5;
        // What the client would do by itself with several servers: here is one.
        options.TieBreaker = options.ConfigurationChannel = "";
        return options;
    }

    private void Up()
    {
        lock (_gate)
        {
            if (!IsAway)
            {
                return;
            }

            if (_told)
            {
                Back(Server, time.GetElapsedTime(_awaySince).TotalSeconds);
            }

            _told = false;
            _up = new CancellationTokenSource();
            _away = null;
        }

        Restored?.Invoke();
    }

    private void Down(Exception e)
    {
        var reason = e switch
        {
            TimeoutException => $"no answer within {limit.TotalSeconds:0.#} s",
            // The client says it in the text only.
            RedisConnectionException when e.Message.Contains("AuthenticationFailure", StringComparison.Ordinal) =>
                server.Ssl ? "it does not accept the password, or its certificate is not trusted here" : "it does not accept the password",
            RedisConnectionException or ObjectDisposedException => "no connection",
            _ => e.Message,
        };
        lock (_gate)
        {
            if (!IsAway)
            {
                _awaySince = time.GetTimestamp();
            }

            _away = reason;
            if (!_told)
            {
                Lost(Server, reason);
            }

            _told = true;
            // Who waits for an answer need not wait for its whole time. Not here: its continuations are anybody's code.
            _ = _up.CancelAsync();
        }
    }

    /// <summary>Closing a connection that hangs can hang.</summary>
    private async Task RetireAsync(Task<ConnectionMultiplexer> old)
    {
        try
        {
            var multiplexer = await old;
            await Task.Delay(limit, time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Task.Run(multiplexer.Dispose);
        }
        catch (Exception e)
        {
            NotClosed(e, Server);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Redis at {Server} is away: {Reason}. Requests fail until it is back; running jobs go on.")]
    private partial void Lost(string server, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Redis at {Server} answers (after {Seconds:0.0} s)")]
    private partial void Back(string server, double seconds);

    [LoggerMessage(Level = LogLevel.Debug, Message = "An old connection to Redis at {Server} was not closed")]
    private partial void NotClosed(Exception e, string server);
}
