using Arthas.EndToEnd.Running;

namespace Arthas.EndToEnd.Cluster;

/// <summary>Two nodes on one Redis, which dies, freezes and forgets under a watch of 1,000 results a second.</summary>
public sealed class RedisClusterTests
{
    [Fact]
    public async Task Session_of_one_node_is_served_by_the_other()
    {
        SkipWithoutRedis();
        await using var cluster = await Running.Cluster.StartAsync(rate: 50);
        var (session, consumer) = await cluster.First.Api.OpenAsync();

        await cluster.Second.Api.PostAsync(new { action = "async_exec", command = CountingClient.Watch, sessionId = session });
        await cluster.First.Api.PullUntilAsync(session, consumer, result => result.Is("watch"));
        var refused = await cluster.First.Api.ExecAsync("version", session);
        var joined = await cluster.Second.Api.PostAsync(new { action = "join_session", sessionId = session });
        var seen = await cluster.First.Api.PullUntilAsync(session, joined.Text("consumerId"), result => result.Is("watch"));
        await cluster.Second.Api.PostAsync(new { action = "interrupt_job", sessionId = session });
        var exec = await cluster.Second.Api.ResultsAsync("sc demo.Counter");

        Assert.Equal(("REFUSED", "Another job is running."), (refused.Text("state"), refused.Text("message")));
        Assert.Equal("DISABLED", seen[0].Text("inputStatus"));
        Assert.Equal("status", exec[^1].Text("type"));
        Assert.Equal(0, exec[^1].GetProperty("statusCode").GetInt32());
    }

    [Fact]
    public async Task Pulls_from_nodes_in_turn_see_every_number_once()
    {
        SkipWithoutRedis();
        await using var cluster = await Running.Cluster.StartAsync();
        var client = await CountingClient.StartAsync(cluster);

        await client.UntilAsync(() => client.Numbers.Count >= 3000);

        await EndsWithoutLossAsync(client);
        Assert.Empty(client.Failures);
    }

    [Fact]
    public async Task Killed_node_leaves_its_sessions_to_the_other()
    {
        SkipWithoutRedis();
        await using var cluster = await Running.Cluster.StartAsync();
        var client = await CountingClient.StartAsync(cluster);

        await cluster.Second.Process.KillAsync();
        await client.UntilAsync(() => client.Failures.Count > 0);
        var numbers = client.Numbers.Count;
        await client.UntilAsync(() => client.Numbers.Count >= numbers + 2000);

        await EndsWithoutLossAsync(client);
    }

    [Fact]
    public async Task Killed_redis_that_is_started_again_loses_nothing()
    {
        SkipWithoutRedis();
        await using var cluster = await Running.Cluster.StartAsync();
        var client = await CountingClient.StartAsync(cluster);

        for (var round = 1; round <= 3; round++)
        {
            await cluster.Redis.Process.KillAsync();
            await client.UntilAsync(() => client.Failures.Count > 0);
            await cluster.Redis.StartAgainAsync();
            await client.UntilAsync(() => client.Numbers.Count >= round * 1500);
        }

        await EndsWithoutLossAsync(client);
        Assert.Contains(client.Failures, text => text.Contains("is away", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Frozen_redis_fails_requests_and_loses_nothing()
    {
        SkipWithoutRedis();
        await using var cluster = await Running.Cluster.StartAsync();
        var client = await CountingClient.StartAsync(cluster);

        cluster.Redis.Process.Stop();
        await client.UntilAsync(() => client.Failures.Count >= 20);
        cluster.Redis.Process.Continue();
        var numbers = client.Numbers.Count;
        await client.UntilAsync(() => client.Numbers.Count >= numbers + 3000);

        await EndsWithoutLossAsync(client);
        Assert.All(client.Failures, text => Assert.Contains("is away", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Redis_that_comes_back_empty_ends_jobs_and_leaves_the_target_clean()
    {
        SkipWithoutRedis();
        await using var cluster = await Running.Cluster.StartAsync();
        var client = await CountingClient.StartAsync(cluster);

        await cluster.Redis.Process.KillAsync();
        cluster.Redis.Forget();
        await cluster.Redis.StartAgainAsync();
        await client.UntilAsync(() => client.Failures.Any(text => text == $"session not found: {client.Session}"));

        // The agent is back under its old name, its jobs are gone, and so is what they wove.
        await cluster.Second.ListedAsync(cluster.Counter);
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        var affected = (await cluster.Second.Api.ResultsAsync("reset")).One("reset").GetProperty("affect");
        Assert.Equal(0, affected.GetProperty("methodCount").GetInt32());
        Assert.Equal(["enhancer", "watch", "status"], (await cluster.Second.Api.ResultsAsync("watch demo.Counter next params[0] -n 1")).Select(r => r.Text("type")));
    }

    private static void SkipWithoutRedis() => Assert.SkipWhen(RedisProcess.WhyNot is not null, RedisProcess.WhyNot ?? "");

    private static async Task EndsWithoutLossAsync(CountingClient client)
    {
        await client.InterruptAsync();
        Assert.Equal(0, client.Missed);
        Assert.Equal(Enumerable.Range(client.Numbers[0], client.Numbers.Count), client.Numbers);
        client.Others.One("status");
    }
}
