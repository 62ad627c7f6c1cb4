using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Arthas.Contracts.CommandLine;

namespace Arthas.Hub.Engines.Redis;

/// <summary>
/// The agents' catalogues by the hash of what is in them: a thousand agents of one version share one, and what a hash
/// names never changes, so a node reads each once.
/// </summary>
internal sealed class RedisCatalogues(RedisEngine redis)
{
    /// <summary>Versions of the agent that live together; far more means that somebody makes them up.</summary>
    private const int Most = 64;

    private readonly ConcurrentDictionary<string, IReadOnlyList<CommandSpec>> _known = new();

    public static (string Hash, byte[] Json) Pack(IReadOnlyList<CommandSpec> catalogue)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(catalogue, RedisJson.Default.IReadOnlyListCommandSpec);
        return (Convert.ToHexStringLower(SHA256.HashData(json)), json);
    }

    public async ValueTask<IReadOnlyList<CommandSpec>> GetAsync(string hash, CancellationToken cancel)
    {
        if (_known.TryGetValue(hash, out var known))
        {
            return known;
        }

        var json = (byte[]?)await redis.CallAsync("GET", [$"arthas:{{fleet}}:catalogue:{hash}"], cancel);
        if (json is null)
        {
            return [];
        }

        if (_known.Count >= Most)
        {
            _known.Clear();
        }

        return _known[hash] = JsonSerializer.Deserialize(json, RedisJson.Default.IReadOnlyListCommandSpec)!;
    }
}
