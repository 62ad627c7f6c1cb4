using Arthas.Conformance.Clusters;
using Arthas.Hub.Security;
using Arthas.Silo.Journals;

namespace Arthas.Conformance.Redis;

public sealed class RedisMadeCredentialsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task First_of_two_nodes_counts_for_both()
    {
        Assert.SkipWhen(RedisServer.WhyNot is not null, RedisServer.WhyNot ?? "");
        await using var server = await RedisServer.StartAsync();
        await using var cluster = new RedisCluster(server);
        var (one, two) = (await cluster.AddAsync(), await cluster.AddAsync());

        var answers = await Task.WhenAll(FirstAsync(one, "one"), FirstAsync(two, "two"));

        Assert.Equal(answers[0], answers[1]);
        Assert.Contains(answers[0], new[] { "one", "two" });
    }

    [Fact]
    public async Task Running_node_gives_them_back_to_a_server_that_lost_them()
    {
        Assert.SkipWhen(RedisServer.WhyNot is not null, RedisServer.WhyNot ?? "");
        await using var server = await RedisServer.StartAsync();
        await using var cluster = new RedisCluster(server);
        var node = await cluster.AddAsync();
        await FirstAsync(node, "first");

        await server.KillAsync();
        await RedisCluster.AwayAsync(node);
        await server.StartAgainAsync();
        // It is written there by the node, not by this.
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await RedisCluster.TryAsync(() => HasAsync(node, "first")))
        {
            await Task.Delay(50, limit.Token);
        }

        Assert.Equal("first", await FirstAsync(await cluster.AddAsync(), "second"));
    }

    private static async Task<bool> HasAsync(TestNode node, string text)
    {
        var rows = (StackExchange.Redis.RedisResult[])(await node.Get<RedisConnection>().CallAsync("XRANGE", ["arthas:arthas:{secret:password}", "-", "+"]))!;
        return rows.Any(row => ((string[])row[1]!)[^1].Contains(text, StringComparison.Ordinal));
    }

    private static Task<string> FirstAsync(TestNode node, string made) => node.Get<MadeCredentials>().FirstAsync("password", made, Cancel).AsTask();
}
