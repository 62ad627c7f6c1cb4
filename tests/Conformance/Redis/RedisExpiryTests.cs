using Arthas.Conformance.Clusters;
using Arthas.Silo.Journals;
using Arthas.Silo.Ledgers;
using Arthas.Silo.Sessions;
using Arthas.Silo.Wire;

namespace Arthas.Conformance.Redis;

/// <summary>A cluster that is gone for good leaves nothing behind but Orleans' own two tables.</summary>
public sealed class RedisExpiryTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_journal_expires()
    {
        Assert.SkipWhen(RedisServer.WhyNot is not null, RedisServer.WhyNot ?? "");
        await using var server = await RedisServer.StartAsync();
        await using var cluster = new RedisCluster(server);
        var node = await cluster.AddAsync();
        await UseEverythingAsync(cluster);

        var keys = await JournalsAsync(node);
        var kept = new List<string>();
        foreach (var key in keys)
        {
            if ((long)await node.Get<RedisConnection>().CallAsync("PTTL", [key]) < 0)
            {
                kept.Add(key);
            }
        }

        Assert.InRange(keys.Length, 10, 100);
        Assert.Empty(kept);
    }

    [Fact]
    public async Task Closed_sessions_and_lost_agents_leave_no_journal_of_their_own()
    {
        Assert.SkipWhen(RedisServer.WhyNot is not null, RedisServer.WhyNot ?? "");
        await using var server = await RedisServer.StartAsync();
        var settings = new ClusterSettings();
        (settings.Leases.Heartbeat, settings.Leases.Link) = (TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(50));
        (settings.Leases.Agent, settings.Leases.EndedJob) = (TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(100));
        (settings.Leases.Unheard, settings.Leases.Consumer) = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3));
        await using var cluster = new RedisCluster(server) { Settings = settings };
        var node = await cluster.AddAsync();
        await UseEverythingAsync(cluster);
        Assert.Contains(await JournalsAsync(node), static key => key.Contains("session:", StringComparison.Ordinal));

        foreach (var session in await node.Sessions.ListAsync(null, Cancel))
        {
            await node.Sessions.CloseAsync(session.Id, Cancel);
        }

        await node.Agent("agent").AwayAsync(new Silo.Fleet.LinkId("test", 1));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await JournalsAsync(node)).Any(static key => key.Contains("session:", StringComparison.Ordinal) || key.Contains("agent:", StringComparison.Ordinal)))
        {
            await Task.Delay(50, limit.Token);
        }
    }

    private static async Task<string[]> JournalsAsync(TestNode node) =>
        [.. ((string[])(await node.Get<RedisConnection>().CallAsync("KEYS", ["*"]))!)
            .Where(static key => key.StartsWith("arthas:arthas:{", StringComparison.Ordinal) && !key.Contains("{members}", StringComparison.Ordinal))];

    private static async Task UseEverythingAsync(RedisCluster cluster)
    {
        var node = cluster.First;
        await node.Fleet.AddCatalogueAsync("hash", [], Cancel);
        await node.Grains.GetGrain<ISecretGrain>("password").FirstAsync("made");
        var history = node.Grains.GetGrain<IHistoryGrain>(0);
        await history.AddAsync([new HistoryLine(Guid.NewGuid(), "watch")]);
        await history.ClearAsync();
        for (var i = 0; i < 2; i++)
        {
            var (job, consumer) = await cluster.RunAsync();
            await cluster.AppendAsync(job, 1);
            var joiner = (await node.Sessions.JoinAsync(job.SessionId, Cancel))!;
            await node.Sessions.NoteAsync(job.SessionId, [RedisCluster.Number(1)], Cancel);
            foreach (var reader in (string[])[consumer, joiner])
            {
                var pulled = await node.Sessions.PullAsync(job.SessionId, reader, null, TimeSpan.Zero, Cancel);
                await node.Sessions.CommitAsync(job.SessionId, reader, pulled.LastSeq, Cancel);
            }

            if (i == 0)
            {
                await node.Sessions.EndAsync(job, 0, null, [], Cancel);
            }
        }
    }
}
