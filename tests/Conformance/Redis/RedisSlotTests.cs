using Arthas.Conformance.Clusters;
using Arthas.Contracts.Cluster;
using Arthas.Silo.Journals;

namespace Arthas.Conformance.Redis;

/// <summary>A Redis Cluster refuses what touches keys of several slots at once.</summary>
public sealed class RedisSlotTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_works_on_a_redis_cluster_and_a_session_is_in_one_slot()
    {
        Assert.SkipWhen(RedisServer.WhyNot is not null, RedisServer.WhyNot ?? "");
        await using var server = await RedisServer.StartAsync("--cluster-enabled", "yes");
        await server.TakeAllSlotsAsync();
        await using var cluster = new RedisCluster(server);
        await cluster.AddAsync();
        await cluster.AddAsync();

        var (job, consumer) = await cluster.RunAsync();
        await cluster.AppendAsync(job, 1);
        var joiner = (await cluster.Last.Sessions.JoinAsync(job.SessionId, Cancel))!;
        foreach (var reader in (string[])[consumer, joiner])
        {
            var pulled = await RedisCluster.TryAsync(() => cluster.Last.Sessions.PullAsync(job.SessionId, reader, null, TimeSpan.FromSeconds(5), Cancel).AsTask());
            Assert.Equal([1], RedisCluster.NumbersOf(pulled.Results));
            await cluster.Last.Sessions.CommitAsync(job.SessionId, reader, pulled.LastSeq, Cancel);
        }

        string[] keys = [.. (await KeysAsync(cluster)).Where(key => key.Contains(job.SessionId, StringComparison.Ordinal) && key.Contains("session:", StringComparison.Ordinal))];
        Assert.Equal(3, keys.Length);
        Assert.Single((await Task.WhenAll(keys.Select(key => SlotAsync(cluster, key)))).Distinct());
        Assert.True(await cluster.First.Sessions.EndAsync(job, 0, null, [], Cancel));
        Assert.True(await cluster.Last.Sessions.CloseAsync(job.SessionId, Cancel));
        Assert.Null(await cluster.First.Sessions.TouchAsync(job.SessionId, null, Cancel));
    }

    private static async Task<string[]> KeysAsync(RedisCluster cluster) => (string[])(await cluster.First.Get<RedisConnection>().CallAsync("KEYS", ["*"]))!;

    private static async Task<int> SlotAsync(RedisCluster cluster, string key) => (int)await cluster.First.Get<RedisConnection>().CallAsync("CLUSTER", ["KEYSLOT", key]);
}
