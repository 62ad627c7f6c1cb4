using System.Collections.Concurrent;
using Arthas.Contracts.Cluster;
using Arthas.Hub.Security;

namespace Arthas.Hub.Engines.Redis;

/// <summary>
/// Credentials that the first node made, for all nodes. A Redis that comes back empty is given them again, so that nodes
/// which start later agree with those that run.
/// </summary>
internal sealed class RedisMadeCredentials : IMadeCredentials
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    private readonly ConcurrentDictionary<string, string> _counting = new();
    private readonly RedisEngine _redis;

    public RedisMadeCredentials(RedisEngine redis)
    {
        _redis = redis;
        redis.Connection.Restored += () => _ = PutBackAsync();
    }

    public async ValueTask<string> FirstAsync(string name, string made, CancellationToken cancel)
    {
        object[] call = [$"arthas:{{hub}}:made:{name}", made, Kept.Milliseconds()];
        return _counting[name] = (string)(await _redis.RunAsync("first", 1, call, cancel))!;
    }

    private async Task PutBackAsync()
    {
        try
        {
            foreach (var (name, value) in _counting)
            {
                await FirstAsync(name, value, CancellationToken.None);
            }
        }
        catch (EngineAwayException)
        {
            // Away again: the next return comes here again.
        }
    }
}
