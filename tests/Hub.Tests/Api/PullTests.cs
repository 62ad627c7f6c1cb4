using System.Diagnostics;
using Arthas.Contracts.Cluster;
using Arthas.Hub.Tests.Running;

namespace Arthas.Hub.Tests.Api;

public sealed class PullTests
{
    [Theory]
    [InlineData(null, "'consumerId' is required")]
    [InlineData("", "'consumerId' is required")]
    [InlineData("nobody_9", "consumer not found: nobody_9")]
    public async Task Pull_badConsumer_fails(string? consumer, string message)
    {
        await using var hub = await TestHub.StartAsync();
        var (session, _) = await hub.OpenAsync();

        var answer = await hub.AskAsync(new { action = "pull_results", sessionId = session, consumerId = consumer });

        Assert.Equal(("FAILED", message), (answer.Text("state"), answer.Text("message")));
        Assert.Equal(["message", "state"], answer.Keys());
    }

    [Fact]
    public async Task Pull_nothingNew_answersEmptyAfterTheWait()
    {
        await using var hub = await TestHub.StartAsync("--Hub:PullWait", "00:00:00.100");
        var (session, consumer) = await hub.OpenAsync();
        await hub.PullAsync(session, consumer);

        var answer = await hub.PullAsync(session, consumer);

        Assert.Equal("SUCCEEDED", answer.Text("state"));
        Assert.Empty(answer.Results());
    }

    [Fact]
    public async Task Pull_parked_answersAtTheFirstResult()
    {
        await using var hub = await TestHub.StartAsync("--Hub:PullWait", "00:01:00");
        var agent = await hub.AgentAsync();
        var (session, consumer) = await hub.OpenAsync();
        await hub.AskAsync(new { action = "async_exec", command = "wait", sessionId = session });
        var run = await agent.NextMessageAsync<InboxMessage.Run>();
        await hub.PullAsync(session, consumer);
        var parked = hub.PullAsync(session, consumer);

        var clock = Stopwatch.StartNew();
        await agent.SendAsync(run.Job, """{"jobId":1,"type":"fake"}""");

        Assert.Equal(["fake"], (await parked).Types());
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Pull_afterAThousandUnreadResults_hasThemAllInOrder()
    {
        await using var hub = await TestHub.StartAsync();
        await hub.AgentAsync();
        var (session, consumer) = await hub.OpenAsync();
        await hub.AskAsync(new { action = "async_exec", command = "count 2500", sessionId = session });

        var results = await hub.PullUntilAsync(session, consumer, result => result.Is("status"));

        Assert.Equal(
            Enumerable.Range(0, 2500),
            results.Where(result => result.Is("count")).Select(result => result.GetProperty("number").GetInt32()));
    }

    [Fact]
    public async Task Pull_clientGoesAway_losesNothing()
    {
        await using var hub = await TestHub.StartAsync("--Hub:PullWait", "00:01:00");
        var agent = await hub.AgentAsync();
        var (session, consumer) = await hub.OpenAsync();
        await hub.AskAsync(new { action = "async_exec", command = "wait", sessionId = session });
        var run = await agent.NextMessageAsync<InboxMessage.Run>();
        await hub.PullAsync(session, consumer);
        using var away = new CancellationTokenSource();
        using var content = new StringContent($$"""{"action":"pull_results","sessionId":"{{session}}","consumerId":"{{consumer}}"}""");
        var parked = hub.Http.PostAsync(new Uri("/api", UriKind.Relative), content, away.Token);

        await away.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => parked);
        await agent.SendAsync(run.Job, """{"jobId":1,"type":"fake"}""");

        Assert.Equal(["fake"], (await hub.PullAsync(session, consumer)).Types());
    }

    [Fact]
    public async Task Pull_afterSeq_givesTheSameAgain()
    {
        await using var hub = await TestHub.StartAsync();
        await hub.AgentAsync();
        var (session, consumer) = await hub.OpenAsync();
        var first = await hub.PullAsync(session, consumer);
        var seq = first.Body().GetProperty("lastSeq").GetInt64();
        await hub.AskAsync(new { action = "async_exec", command = "words a", sessionId = session });
        await hub.PullUntilAsync(session, consumer, result => result.Label() == "ALLOW_INPUT");

        Assert.Equal(first.Labels(), (await hub.PullAsync(session, consumer, 0)).Labels().Take(3));
        Assert.Equal(["command", "ALLOW_INTERRUPT", "words", "status", "ALLOW_INPUT"], (await hub.PullAsync(session, consumer, seq)).Labels());
    }

    [Fact]
    public async Task Pull_twoConsumers_eachSeesEverything()
    {
        await using var hub = await TestHub.StartAsync();
        await hub.AgentAsync();
        var (session, one) = await hub.OpenAsync();
        var two = (await hub.AskAsync(new { action = "join_session", sessionId = session })).Text("consumerId");
        await hub.AskAsync(new { action = "async_exec", command = "count 10", sessionId = session });

        var first = await hub.PullUntilAsync(session, one, result => result.Is("status"));
        var second = await hub.PullUntilAsync(session, two, result => result.Is("status"));

        Assert.Equal(10, first.Count(result => result.Is("count")));
        Assert.Equal(first.Where(result => result.Is("count")).Select(r => r.ToString()), second.Where(result => result.Is("count")).Select(r => r.ToString()));
    }
}
