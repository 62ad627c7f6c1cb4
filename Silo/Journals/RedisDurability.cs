using StackExchange.Redis;

namespace Arthas.Silo.Journals;

/// <summary>
/// Reads how safely Redis keeps what it acknowledged, and warns of what a restart of it would lose: an acknowledged
/// result is not sent again.
/// </summary>
internal sealed partial class RedisDurability(RedisConnection redis, ILogger<RedisDurability> logger) : IHostedService
{
    /// <summary>XADD's NOMKSTREAM and MINID.</summary>
    private static readonly Version Oldest = new(6, 2);

    private int _asked;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // One that is away at the start is asked when it is there.
        redis.Restored += () => _ = WarnAsync();
        return WarnAsync();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Warns once; asked while Redis is away, at the next time.</summary>
    private async Task WarnAsync()
    {
        if (Interlocked.Exchange(ref _asked, 1) == 1)
        {
            return;
        }

        try
        {
            var version = Value((string?)await redis.CallAsync("INFO", ["server"]), "redis_version");
            if (Version.TryParse(version, out var found) && found < Oldest)
            {
                TooOld(version!, Oldest);
            }

            // Not CONFIG: where Redis is a service, that is often forbidden, and this is not.
            var info = (string?)await redis.CallAsync("INFO", ["persistence"]);
            if (Value(info, "aof_enabled") != "1")
            {
                NoAppendOnly();
            }
            else if (await ConfiguredAsync("appendfsync") is { } sync and not "always")
            {
                NotEach(sync);
            }

            if (await ConfiguredAsync("maxmemory-policy") is { } policy and not "noeviction")
            {
                Evicts(policy);
            }
        }
        catch (JournalAwayException)
        {
            Volatile.Write(ref _asked, 0);
        }
        catch (RedisServerException e)
        {
            NotRead(e.Message);
        }
    }

    private async Task<string?> ConfiguredAsync(string name)
    {
        try
        {
            var pair = (string[]?)await redis.CallAsync("CONFIG", ["GET", name]);
            return pair is [_, var value] ? value : null;
        }
        catch (RedisServerException)
        {
            return null;
        }
    }

    private static string? Value(string? info, string key) => info?.Split('\n', StringSplitOptions.TrimEntries)
        .FirstOrDefault(line => line.StartsWith(key + ":", StringComparison.Ordinal))?[(key.Length + 1)..];

    [LoggerMessage(2111, LogLevel.Error, "Redis is {Version}; {Oldest} is the oldest that has what the journal uses")]
    private partial void TooOld(string version, Version oldest);

    [LoggerMessage(2112, LogLevel.Warning, "Redis runs without an append-only file: its restart loses sessions, results and the history. 'appendonly yes' keeps them.")]
    private partial void NoAppendOnly();

    [LoggerMessage(2113, LogLevel.Warning, "Redis runs with 'appendfsync {Sync}': its restart may lose the last acknowledged results. 'appendfsync always' keeps them all.")]
    private partial void NotEach(string sync);

    [LoggerMessage(2114, LogLevel.Warning, "Redis runs with 'maxmemory-policy {Policy}': short of memory it may drop sessions. 'noeviction' makes it refuse instead.")]
    private partial void Evicts(string policy);

    [LoggerMessage(2115, LogLevel.Warning, "Whether a restart of Redis loses results could not be read: {Reason}")]
    private partial void NotRead(string reason);
}
