using Arthas.Contracts.Cluster;
using StackExchange.Redis;

namespace Arthas.Hub.Engines.Redis;

/// <summary>
/// Reads how safely Redis keeps what it acknowledged, and warns of what a restart of it would lose: an acknowledged
/// result is not sent again.
/// </summary>
internal sealed partial class RedisPersistence(RedisConnection redis, ILogger logger)
{
    /// <summary>ZADD LT and XTRIM MINID.</summary>
    private static readonly Version Oldest = new(6, 2);

    private int _asked;

    /// <summary>Warns once; asked while Redis is away, at the next time.</summary>
    public async Task WarnAsync(CancellationToken cancel)
    {
        if (Interlocked.Exchange(ref _asked, 1) == 1)
        {
            return;
        }

        try
        {
            var version = Value((string?)await redis.CallAsync("INFO", ["server"], cancel), "redis_version");
            if (Version.TryParse(version, out var found) && found < Oldest)
            {
                TooOld(version!, Oldest);
            }
            // Not CONFIG: where Redis is a service, that is often forbidden, and this is not.
            var info = (string?)await redis.CallAsync("INFO", ["persistence"], cancel);
            if (Value(info, "aof_enabled") != "1")
            {
                NoAppendOnly();
            }
            else if (await ConfiguredAsync("appendfsync", cancel) is { } sync and not "always")
            {
                NotEach(sync);
            }

            if (await ConfiguredAsync("maxmemory-policy", cancel) is { } policy and not "noeviction")
            {
                Evicts(policy);
            }
        }
        catch (EngineAwayException)
        {
            Volatile.Write(ref _asked, 0);
        }
        catch (RedisServerException e)
        {
            NotRead(e.Message);
        }
    }

    private async Task<string?> ConfiguredAsync(string name, CancellationToken cancel)
    {
        try
        {
            var pair = (string[]?)await redis.CallAsync("CONFIG", ["GET", name], cancel);
            return pair is [_, var value] ? value : null;
        }
        catch (RedisServerException)
        {
            return null;
        }
    }

    private static string? Value(string? info, string key) => info?.Split('\n', StringSplitOptions.TrimEntries)
        .FirstOrDefault(line => line.StartsWith(key + ":", StringComparison.Ordinal))?[(key.Length + 1)..];

    [LoggerMessage(Level = LogLevel.Error, Message = "Redis is {Version}; {Oldest} is the oldest that has what the scripts use")]
    private partial void TooOld(string version, Version oldest);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Redis runs without an append-only file: its restart loses sessions, results and the history. 'appendonly yes' keeps them.")]
    private partial void NoAppendOnly();

    [LoggerMessage(Level = LogLevel.Warning, Message = "Redis runs with 'appendfsync {Sync}': its restart may lose the last acknowledged results. 'appendfsync always' keeps them all.")]
    private partial void NotEach(string sync);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Redis runs with 'maxmemory-policy {Policy}': short of memory it may drop sessions. 'noeviction' makes it refuse instead.")]
    private partial void Evicts(string policy);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Whether a restart of Redis loses results could not be read: {Reason}")]
    private partial void NotRead(string reason);
}
