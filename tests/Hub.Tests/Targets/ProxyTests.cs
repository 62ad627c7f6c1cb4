using System.Net;
using Arthas.Contracts.Cluster;
using Arthas.Hub.Tests.Running;

namespace Arthas.Hub.Tests.Targets;

/// <summary><c>/proxy/{target}/api</c>: the API bound to one target.</summary>
public sealed class ProxyTests
{
    private const string Shop = "/proxy/shop_web01-100/api";
    private const string Blog = "/proxy/blog_web01-101/api";

    [Fact]
    public async Task Exec_runsOnTheTargetOfThePath()
    {
        await using var hub = await TestHub.StartAsync("--Hub:Target", "app=shop");
        var agent = await hub.AgentAsync("web01", "shop", "blog");

        var answer = await hub.AskAsync(new { action = "exec", command = "words" }, Blog);

        Assert.Equal("SUCCEEDED", answer.Text("state"));
        Assert.Equal("blog_web01-101", (await agent.NextMessageAsync<InboxMessage.Run>()).TargetId);
    }

    [Fact]
    public async Task Session_livesOnThePathFromInitToClose()
    {
        await using var hub = await TestHub.StartAsync();
        var agent = await hub.AgentAsync("web01", "shop", "blog");

        var opened = await hub.AskAsync(new { action = "init_session" }, Blog);
        var sessionId = opened.Text("sessionId");
        var started = await hub.AskAsync(new { action = "async_exec", command = "count 3", sessionId }, Blog);
        var run = await agent.NextMessageAsync<InboxMessage.Run>();
        var joined = await hub.AskAsync(new { action = "join_session", sessionId }, Blog);
        var pulled = await hub.AskAsync(new { action = "pull_results", sessionId, consumerId = opened.Text("consumerId") }, Blog);
        var closed = await hub.AskAsync(new { action = "close_session", sessionId }, Blog);

        Assert.Equal(["SUCCEEDED", "SCHEDULED", "SUCCEEDED", "SUCCEEDED", "SUCCEEDED"], new[] { opened, started, joined, pulled, closed }.Select(a => a.Text("state")));
        Assert.Equal("blog_web01-101", run.TargetId);
    }

    [Fact]
    public async Task Target_unknown_failsAsTheApiDoes()
    {
        await using var hub = await TestHub.StartAsync();
        await hub.AgentAsync("web01", "shop", "blog");
        const string Message = "target 'nobody' not found, choose one of blog_web01-101, shop_web01-100";

        foreach (var request in new object[] { new { action = "init_session", requestId = "r1" }, new { action = "exec", command = "version", requestId = "r1" } })
        {
            var answer = await hub.AskAsync(request, "/proxy/nobody/api");

            Assert.Equal(("FAILED", Message, "r1"), (answer.Text("state"), answer.Text("message"), answer.Text("requestId")));
        }
    }

    [Fact]
    public async Task Session_ofAnotherTarget_isNotReached()
    {
        await using var hub = await TestHub.StartAsync();
        await hub.AgentAsync("web01", "shop", "blog");
        var sessionId = (await hub.AskAsync(new { action = "init_session", target = "app=shop" })).Text("sessionId");

        var refused = await hub.AskAsync(new { action = "close_session", sessionId }, Blog);
        var own = await hub.AskAsync(new { action = "session_info", sessionId }, Shop);

        Assert.Equal("FAILED", refused.Text("state"));
        Assert.Equal($"session {sessionId} is of target 'shop_web01-100', but this address is bound to 'blog_web01-101'", refused.Text("message"));
        Assert.Equal("SUCCEEDED", own.Text("state"));
    }

    [Theory]
    [InlineData("app=shop", "'target' is 'app=shop', but this address is bound to 'blog_web01-101'")]
    [InlineData("nobody", "'target' is 'nobody', but this address is bound to 'blog_web01-101'")]
    [InlineData("app=blog", null)]
    [InlineData("blog_web01-101", null)]
    public async Task Target_ofTheRequest_mustBeTheSame(string target, string? message)
    {
        await using var hub = await TestHub.StartAsync();
        await hub.AgentAsync("web01", "shop", "blog");

        var answer = await hub.AskAsync(new { action = "exec", command = "words", target }, Blog);

        Assert.Equal(message is null ? "SUCCEEDED" : "FAILED", answer.Text("state"));
        Assert.Equal(message, message is null ? null : answer.Text("message"));
    }

    [Fact]
    public async Task Session_whoseTargetEnded_isStillRead()
    {
        await using var hub = await TestHub.StartAsync();
        var agent = await hub.AgentAsync("web01", "shop", "blog");
        var opened = await hub.AskAsync(new { action = "init_session" }, Blog);
        var (sessionId, consumerId) = (opened.Text("sessionId"), opened.Text("consumerId"));
        await agent.SendTargetsAsync(agent.Targets[0]);
        // Its answer comes behind the targets on the link.
        await hub.AskAsync(new { action = "exec", command = "words" }, Shop);

        var pulled = await hub.AskAsync(new { action = "pull_results", sessionId, consumerId }, Blog);
        var exec = await hub.AskAsync(new { action = "exec", command = "words", sessionId }, Blog);
        var fresh = await hub.AskAsync(new { action = "init_session" }, Blog);

        Assert.Equal("SUCCEEDED", pulled.Text("state"));
        Assert.Equal("Exec command failed:the session's target 'blog_web01-101' has ended or is out of reach: make a session for another one", exec.Text("message"));
        Assert.Equal("target 'blog_web01-101' not found, choose one of shop_web01-100", fresh.Text("message"));
    }

    [Fact]
    public async Task Method_otherThanPost_isRefusedAsTheApiDoes()
    {
        await using var hub = await TestHub.StartAsync();

        var answer = await hub.Http.GetStringAsync(new Uri(Shop, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal("""{"message":"Unsupported http method: GET","state":"REFUSED"}""", answer);
    }

    [Theory]
    [InlineData("/proxy/shop_web01-100/api/")]
    [InlineData("/PROXY/shop_web01-100/api")]
    [InlineData("/proxy/shop_web01-100/API")]
    [InlineData("/proxy/shop_web01-100")]
    [InlineData("/proxy//api")]
    public async Task Path_almostRight_isNotFound(string path)
    {
        await using var hub = await TestHub.StartAsync();

        using var content = new StringContent("{}");
        using var response = await hub.Http.PostAsync(new Uri(path, UriKind.Relative), content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Credentials_areAskedForHereToo()
    {
        await using var hub = await TestHub.StartAsync("--Hub:Password", "secret");

        using var content = new StringContent("""{"action":"init_session"}""");
        using var response = await hub.Http.PostAsync(new Uri(Shop, UriKind.Relative), content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }
}
