using Arthas.Silo.Journals;

namespace Arthas.Silo.Hosting;

/// <summary>
/// Starts this process's silo, or its client of other silos, around Orleans' own hosted services. While Redis, or every
/// silo, is away, the rest of the process starts without it and says so to whoever asks.
/// </summary>
/// <param name="orleans">In the order in which they start: the silo or the client first.</param>
internal sealed partial class ClusterStart(
    IReadOnlyList<IHostedService> orleans,
    SiloRole role,
    ClusterPresence presence,
    IServiceProvider services,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<ClusterStart> logger) : IHostedService, IAsyncDisposable
{
    /// <summary>So long the rest waits for a client's silos.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly RedisConnection? _redis = services.GetService<RedisConnection>();
    private readonly CancellationTokenSource _stop = new();
    private Task _start = Task.CompletedTask;
    private int _begun;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        presence.Starts(_redis?.Away ?? (role == SiloRole.Hub ? "No silo of this cluster answers yet." : "This node's silo has not started yet."));
        _start = JoinAsync();
        if (_redis?.Away is null && role == SiloRole.Both)
        {
            await _start;
            return;
        }

        await Task.WhenAny(_start, Task.Delay(Patience, time, cancellationToken));
        if (!_start.IsCompleted)
        {
            Waits(presence.NotYet ?? "");
            // Whoever started the process is not there any more to be told of a failure.
            _ = _start.ContinueWith(failed => End(failed.Exception!.GetBaseException()), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _start.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var service in orleans.Take(_begun).Reverse())
        {
            // It goes on trying to tell a Redis that is away, whatever its token says.
            await service.StopAsync(cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _stop.Dispose();
        foreach (var service in orleans.OfType<IAsyncDisposable>())
        {
            await service.DisposeAsync();
        }
    }

    private async Task JoinAsync()
    {
        if (_redis is not null)
        {
            await _redis.ThereAsync(_stop.Token);
        }

        foreach (var service in orleans)
        {
            _begun++;
            await service.StartAsync(_stop.Token);
        }

        presence.Started();
    }

    private void End(Exception failure)
    {
        if (!_stop.IsCancellationRequested)
        {
            Failed(failure.Message);
            presence.Failed(failure.Message);
            lifetime.StopApplication();
        }
    }

    [LoggerMessage(2021, LogLevel.Warning, "Not in the cluster yet: {Reason} It is tried until it works; requests fail with this meanwhile.")]
    private partial void Waits(string reason);

    [LoggerMessage(2022, LogLevel.Critical, "This node could not enter the cluster, and ends: {Reason}")]
    private partial void Failed(string reason);
}
