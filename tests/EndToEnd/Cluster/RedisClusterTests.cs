using Arthas.EndToEnd.Running;

namespace Arthas.EndToEnd.Cluster;

/// <summary>Three nodes on one Redis, which dies, freezes and forgets under a watch of 1,000 results a second.</summary>
[Collection("cluster")]
public sealed class RedisClusterTests
{
    [Fact]
    public async Task Killed_redis_that_is_started_again_loses_nothing()
    {
        await using var cluster = await Running.Cluster.StartAsync();
        var client = await CountingClient.StartAsync(cluster);

        for (var round = 1; round <= 3; round++)
        {
            var failures = client.Failures.Count;
            await cluster.Redis.Process.KillAsync();
            await client.UntilAsync(() => client.Failures.Count > failures);
            await cluster.Redis.StartAgainAsync();
            await client.MoreAsync(1500);
        }

        await client.EndsWithoutLossAsync();
        Assert.Contains(client.Failures, text => text.Contains("is away", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Frozen_redis_fails_requests_and_loses_nothing()
    {
        await using var cluster = await Running.Cluster.StartAsync();
        var client = await CountingClient.StartAsync(cluster);

        cluster.Redis.Process.Stop();
        await client.UntilAsync(() => client.Failures.Count >= 20);
        cluster.Redis.Process.Continue();
        await client.MoreAsync(3000);

        await client.EndsWithoutLossAsync();
        // But for an answer whose last byte waited for the position to be kept: it was cut off, and asked for again.
        Assert.All(client.Failures, text => Assert.Matches("is away|copying content", text));
    }

    [Fact]
    public async Task Redis_that_comes_back_empty_ends_jobs_and_leaves_the_target_clean()
    {
        await using var cluster = await Running.Cluster.StartAsync();
        var client = await CountingClient.StartAsync(cluster);
        var links = Links();

        await cluster.Redis.Process.KillAsync();
        cluster.Redis.Forget();
        await cluster.Redis.StartAgainAsync();
        await client.UntilAsync(() => client.Failures.Any(text => text == $"session not found: {client.Session}"));

        // The agent is back under its old name, its jobs are gone, and so is what they wove.
        await cluster.Agent.LineAsync(_ => Links() > links, "another link");
        foreach (var node in cluster.Nodes)
        {
            await node.Hub.ListedAsync(cluster.Counter);
        }

        await cluster.IsCleanAsync();

        int Links() => cluster.Agent.Lines.Count(static line => line.Contains("Linked to", StringComparison.Ordinal));
    }
}
