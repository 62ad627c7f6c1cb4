using StackExchange.Redis;

namespace Arthas.Silo.Journals;

/// <summary>
/// The journal's connection to Redis. While Redis does not answer, calls fail at once and say so; a watch asks until it
/// does. A call that failed may have happened.
/// </summary>
internal sealed partial class RedisConnection(RedisOptions options, TimeProvider time, ILogger<RedisConnection> logger)
    : IJournalHealth, IHostedService, IAsyncDisposable
{
    private static readonly TimeSpan Pulse = TimeSpan.FromMilliseconds(500);

    private const string NoConnection = "no connection";
    private const string WrongPassword = "it does not accept the password";
    private const string WrongCertificate = "its certificate is not trusted here";

    // Said by a server that is there but cannot do its work now.
    private static readonly string[] NotNow =
        ["LOADING", "MISCONF", "OOM", "READONLY", "MASTERDOWN", "NOREPLICAS", "CLUSTERDOWN", "TRYAGAIN", "BUSY", "NOAUTH", "NOPERM"];

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ConfigurationOptions _server = RedisAddress.Parse(options, "arthas-journal");
    private ConnectionMultiplexer? _multiplexer;
    private volatile string? _away = "it was not asked yet";
    private long _awaySince;
    private long _answered;
    private bool _told;
    private Task _watch = Task.CompletedTask;

    /// <summary>It can be asked again after it could not.</summary>
    public event Action? Restored;

    /// <summary>Why it cannot be asked, in words for a user; null while it can.</summary>
    public string? Away => _away is { } reason ? Text(reason) : null;

    public string? AwayIn(string problem)
    {
        const string Refused = "RedisServerException: ";
        var at = problem.IndexOf(Refused, StringComparison.Ordinal);
        var said = at < 0 ? "" : problem[(at + Refused.Length)..].Split('\n')[0].Trim();
        return Array.Exists(NotNow, code => said.StartsWith(code, StringComparison.Ordinal)) ? Text(said) : null;
    }

    private string Server { get; } = string.Join(", ", ConfigurationOptions.Parse(options.Redis!).EndPoints.Select(static end =>
        end is System.Net.DnsEndPoint name ? $"{name.Host}:{name.Port}" : $"{end}"));

    /// <summary>Returns after the first attempt, however that went: a Redis that is away at the start stops nobody.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _awaySince = time.GetTimestamp();
        _multiplexer = await ConnectionMultiplexer.ConnectAsync(_server);
        await AskAsync();
        _watch = WatchAsync();
    }

    /// <summary>Returns when it answers.</summary>
    public async Task ThereAsync(CancellationToken cancel)
    {
        var there = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Restored += Answers;
        try
        {
            if (_away is not null)
            {
                await there.Task.WaitAsync(cancel);
            }
        }
        finally
        {
            Restored -= Answers;
        }

        void Answers() => there.TrySetResult();
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _watch.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <exception cref="JournalAwayException">At once while Redis is away, else after the time limit at the latest.</exception>
    /// <exception cref="RedisServerException">Redis refused the command for another reason than its own state.</exception>
    public Task<RedisResult> CallAsync(string command, object[] arguments) =>
        _away is null && _multiplexer is { } multiplexer
            ? AnsweredAsync(multiplexer.GetDatabase().ExecuteAsync(command, arguments))
            : Task.FromException<RedisResult>(new JournalAwayException(Text(_away ?? NoConnection)));

    /// <summary>All of them or none (a transaction): of one key, or of keys in one slot.</summary>
    public async Task CallTogetherAsync(IReadOnlyList<(string Command, object[] Arguments)> calls)
    {
        if (_away is { } reason || _multiplexer is not { } multiplexer)
        {
            throw new JournalAwayException(Text(_away ?? NoConnection));
        }

        var transaction = multiplexer.GetDatabase().CreateTransaction();
        var answers = calls.Select(call => transaction.ExecuteAsync(call.Command, call.Arguments)).ToArray();
        await AnsweredAsync(transaction.ExecuteAsync());
        foreach (var answer in answers)
        {
            await AnsweredAsync(answer);
        }
    }

    /// <summary>Whether it arrives is of no matter.</summary>
    public void Send(string command, object[] arguments) =>
        _multiplexer?.GetDatabase().ExecuteAsync(command, arguments, CommandFlags.FireAndForget)
            .ContinueWith(static sent => sent.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);

    public async ValueTask DisposeAsync()
    {
        // Twice by a host: as itself and as what tells of its health.
        if (Interlocked.Exchange(ref _multiplexer, null) is { } multiplexer)
        {
            await StopAsync(CancellationToken.None);
            await multiplexer.DisposeAsync();
            _stop.Dispose();
        }
    }

    private async Task<T> AnsweredAsync<T>(Task<T> call)
    {
        try
        {
            var answer = await call;
            Volatile.Write(ref _answered, time.GetTimestamp());
            return answer;
        }
        catch (RedisServerException refused) when (Array.Exists(NotNow, code => refused.Message.StartsWith(code, StringComparison.Ordinal)))
        {
            throw new JournalAwayException(Text(refused.Message), refused);
        }
        catch (Exception e) when (e is RedisException and not RedisServerException or RedisTimeoutException or ObjectDisposedException or OperationCanceledException)
        {
            Down(e);
            throw new JournalAwayException(Text(Reason(e)), e);
        }
    }

    private async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(Pulse, time);
        while (await timer.WaitForNextTickAsync(_stop.Token))
        {
            // Calls that are answered are watch enough.
            if (_away is not null || time.GetElapsedTime(Volatile.Read(ref _answered)) >= Pulse)
            {
                await AskAsync();
            }
        }
    }

    private async Task AskAsync()
    {
        try
        {
            await (_multiplexer ?? throw new ObjectDisposedException(nameof(RedisConnection))).GetDatabase().ExecuteAsync("PING");
            Up();
        }
        catch (Exception e) when (e is RedisException or RedisTimeoutException or ObjectDisposedException or OperationCanceledException)
        {
            Down(e);
        }
    }

    private void Up()
    {
        lock (_gate)
        {
            if (_away is null)
            {
                return;
            }

            if (_told)
            {
                Back(Server, time.GetElapsedTime(_awaySince).TotalSeconds);
            }

            (_told, _away) = (false, null);
        }

        Restored?.Invoke();
    }

    private void Down(Exception e)
    {
        lock (_gate)
        {
            if (_away is null)
            {
                _awaySince = time.GetTimestamp();
            }

            // Between two attempts there is just no connection: what the last one met with says more.
            var reason = Reason(e);
            _away = reason == NoConnection && _away is WrongPassword or WrongCertificate ? _away : reason;
            if (!_told)
            {
                Lost(Server, _away);
            }

            _told = true;
        }
    }

    private string Reason(Exception e) => e switch
    {
        RedisTimeoutException => $"no answer within {options.RedisTimeout.TotalSeconds:0.#} s",
        RedisServerException refused => refused.Message,
        _ when Causes(e).Any(static cause => cause is System.Security.Authentication.AuthenticationException) => WrongCertificate,
        _ when Causes(e).Any(static cause => cause is RedisConnectionException { FailureType: ConnectionFailureType.AuthenticationFailure }) =>
            WrongPassword,
        _ => NoConnection,
    };

    private static IEnumerable<Exception> Causes(Exception e)
    {
        for (var cause = e; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }

    private string Text(string reason) => $"Redis at {Server} is away: {reason}. Running jobs go on; ask again when it is back.";

    [LoggerMessage(2101, LogLevel.Warning, "Redis at {Server} is away: {Reason}. Requests fail until it is back; running jobs go on.")]
    private partial void Lost(string server, string reason);

    [LoggerMessage(2102, LogLevel.Information, "Redis at {Server} answers (after {Seconds:0.0} s)")]
    private partial void Back(string server, double seconds);
}
