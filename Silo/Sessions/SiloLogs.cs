using System.Collections.Concurrent;
using Arthas.Silo.Telemetry;
using Microsoft.Extensions.Options;

namespace Arthas.Silo.Sessions;

/// <summary>Holds all logs of a silo within their common bound: the largest gives first.</summary>
internal sealed class SiloLogs(IOptions<LogOptions> options) : IDisposable
{
    /// <summary>The bytes of each session's largest log, as they were at its last change.</summary>
    private readonly ConcurrentDictionary<SessionGrain, long> _largest = new(ReferenceEqualityComparer.Instance);

    private readonly SemaphoreSlim _trimming = new(1);

    public LogBudget Budget { get; } = new(options.Value.LogBytes);

    public void Add(SessionGrain session) => Set(session, 0);

    public void Remove(SessionGrain session)
    {
        if (_largest.TryRemove(session, out _))
        {
            SiloTelemetry.Sessions.Add(-1);
        }
    }

    /// <summary>After a change: returns when the logs are within their bound.</summary>
    public ValueTask HoldAsync(SessionGrain session, long largest)
    {
        Set(session, largest);
        return Budget.Exceeded ? TrimAsync() : default;
    }

    public void Dispose() => _trimming.Dispose();

    private void Set(SessionGrain session, long largest)
    {
        if (_largest.TryAdd(session, largest))
        {
            SiloTelemetry.Sessions.Add(1);
        }
        else
        {
            _largest[session] = largest;
        }
    }

    private async ValueTask TrimAsync()
    {
        // Who comes while it is being trimmed need not wait: it trims for all.
        if (!await _trimming.WaitAsync(TimeSpan.Zero))
        {
            return;
        }

        try
        {
            // A little more than needed, so that the next results do not all come here again.
            var aim = Budget.Limit - (Budget.Limit / 64);
            while (Budget.Used > aim && Largest() is var (session, bytes, next) && bytes > 0)
            {
                var gap = Math.Max(bytes - next, bytes / 8);
                var before = Budget.Used;
                await session.AsReference<ISessionGrain>().TrimAsync(Math.Max(1, Math.Min(Budget.Used - aim, gap)));
                if (Budget.Used >= before)
                {
                    return;
                }
            }
        }
        finally
        {
            _trimming.Release();
        }
    }

    private (SessionGrain Session, long Bytes, long NextBytes)? Largest()
    {
        (SessionGrain Session, long Bytes, long NextBytes)? found = null;
        foreach (var (session, bytes) in _largest)
        {
            found = bytes > (found?.Bytes ?? -1) ? (session, bytes, found?.Bytes ?? 0)
                : bytes > found!.Value.NextBytes ? (found.Value.Session, found.Value.Bytes, bytes)
                : found;
        }

        return found;
    }
}
