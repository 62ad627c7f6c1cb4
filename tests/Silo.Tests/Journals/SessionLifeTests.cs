using Arthas.Silo.Tests.Running;

namespace Arthas.Silo.Tests.Journals;

/// <summary>A session from its beginning to its end, and what Redis has of it meanwhile.</summary>
public sealed class SessionLifeTests
{
    /// <summary>Of the journals, two times 60 days have the longest life: those of the history, the job numbers and the catalogues.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(120);

    [Fact]
    public async Task Keys_ofASessionsLife_vanishByThemselves()
    {
        await using var redis = await RedisServer.StartAsync();
        await using (var node = await TestNode.StartAsync(redis))
        {
            await LiveAsync(node);
            var (session, consumer) = await node.Api.OpenAsync();
            await node.Api.PullAsync(session, consumer);
            // Where its activations are is in there too: should this node be killed now, nobody takes that out.
            Assert.Contains(await redis.KeysAsync(), key => key.StartsWith("arthas/directory/", StringComparison.Ordinal) && key.Contains(session, StringComparison.Ordinal));
            await AreBoundedAsync(redis);
        }

        Assert.DoesNotContain(await redis.KeysAsync(), static key => key.StartsWith("arthas/directory/", StringComparison.Ordinal));
        await AreBoundedAsync(redis);
    }

    [Fact]
    public async Task Keys_ofAClosedSession_vanishSoonAndItsActivationAtOnce()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var node = await TestNode.StartAsync(redis);

        var (session, consumer) = await LiveAsync(node);

        var keys = (await redis.KeysAsync()).Where(key => key.Contains(session, StringComparison.Ordinal)).ToList();
        Assert.Contains($"arthas:arthas:{{session:{session}}}", keys);
        Assert.Contains($"arthas:arthas:{{session:{session}}}:{consumer}", keys);
        foreach (var key in keys.Where(static key => key.StartsWith("arthas:arthas:{session:", StringComparison.Ordinal)))
        {
            Assert.InRange((await redis.LifeAsync(key))!.Value, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30));
        }

        Assert.Equal(1, await redis.Database.StreamLengthAsync($"arthas:arthas:{{session:{session}}}"));
    }

    [Fact]
    public async Task Session_lives_onARedisCluster()
    {
        var cluster = new RedisClusterServer();
        await cluster.InitializeAsync();
        await using var redis = cluster.Server;
        await using var node = await TestNode.StartAsync(redis);

        await LiveAsync(node);
    }

    [Fact]
    public async Task Answer_waitsUntilRedisHasWhatItSays()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var node = await TestNode.StartAsync(redis, null, "--Cluster:RedisTimeout", "00:00:30", "--Silo:Attempt", "00:00:30");
        await node.AgentAsync("web01");
        var (session, _) = await node.Api.OpenAsync();
        await node.Api.ResultsAsync("words a");

        await redis.AskAsync("CLIENT", "PAUSE", 60_000, "WRITE");
        var joined = node.Api.PostAsync(new { action = "join_session", sessionId = session });
        await redis.HeldAsync();
        for (var i = 0; i < 10; i++)
        {
            // What writes nothing is answered meanwhile.
            Assert.Equal(["words", "status"], (await node.Api.ResultsAsync("words b")).Select(static result => result.Text("type")));
        }

        Assert.False(joined.IsCompleted);

        await redis.AskAsync("CLIENT", "UNPAUSE");
        Assert.Equal("SUCCEEDED", (await joined).Text("state"));
    }

    [Fact]
    public async Task Redis_thatComesBackEmpty_endsSessionsAndTheNodeGoesOn()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var node = await TestNode.StartAsync(redis, null, "--Hub:Leases:Heartbeat", "00:00:00.3");
        var agent = await node.AgentAsync("web01");
        var (session, consumer) = await node.Api.OpenAsync();
        await node.Api.PostAsync(new { action = "async_exec", command = "wait", sessionId = session });
        await redis.AskAsync("FLUSHALL");

        // Nothing is written: who has the agent only looks, now and then, whether it is still the one.
        await node.LinkEndsAsync(agent);
        var answer = await node.Api.PostAsync(new { action = "join_session", sessionId = session });
        Assert.Equal($"session not found: {session}", answer.Text("message"));
        do
        {
            // The node had followed it, and looks again every two seconds.
            answer = await node.Api.PostAsync(new { action = "pull_results", sessionId = session, consumerId = consumer });
        }
        while (answer.Text("state") == "SUCCEEDED");
        Assert.Equal($"session not found: {session}", answer.Text("message"));
        await LiveAsync(node);
    }

    /// <summary>One session with all that is asked of one, closed at its end.</summary>
    private static async Task<(string Session, string Consumer)> LiveAsync(TestNode node)
    {
        await node.AgentAsync("web01");
        var (session, consumer) = await node.Api.OpenAsync();
        var joined = (await node.Api.PostAsync(new { action = "join_session", sessionId = session })).Text("consumerId");
        Assert.Equal("SUCCEEDED", (await node.Api.ExecAsync("count 3", session)).Text("state"));
        Assert.Equal("SCHEDULED", (await node.Api.PostAsync(new { action = "async_exec", command = "count 250", sessionId = session })).Text("state"));
        await node.Api.PullUntilAsync(session, consumer, static result => result.Is("status"));
        await node.Api.PullUntilAsync(session, joined, static result => result.Is("status"));
        Assert.Contains("count 250", (await node.Api.ExecAsync("history", session)).ToString(), StringComparison.Ordinal);
        Assert.Equal(["words", "status"], (await node.Api.ResultsAsync("words once")).Select(static result => result.Text("type")));
        Assert.Equal("SUCCEEDED", (await node.Api.PostAsync(new { action = "close_session", sessionId = session })).Text("state"));
        return (session, consumer);
    }

    /// <summary>Every key has an end, but for the table of members: a row a silo, which Orleans takes out when it is long gone.</summary>
    private static async Task AreBoundedAsync(RedisServer redis)
    {
        var endless = new List<string>();
        foreach (var key in await redis.KeysAsync())
        {
            if (await redis.LifeAsync(key) is { } life)
            {
                Assert.True(life <= Longest, $"{key} has {life.TotalDays} days");
            }
            else
            {
                endless.Add(key);
            }
        }

        Assert.Equal(["arthas:arthas:{members}"], endless);
    }
}
