using Arthas.Contracts.Cluster;
using Arthas.Hub.Tests.Running;

namespace Arthas.Hub.Tests.Targets;

public sealed class TargetTests
{
    [Fact]
    public async Task Targets_areListedAsAnArray()
    {
        await using var hub = await TestHub.StartAsync();
        await hub.AgentAsync("web01", "shop", "blog");

        var text = await hub.Http.GetStringAsync(new Uri("/api/v1/targets", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(
            """[{"id":"blog_web01-101","app":"blog","host":"web01","pid":101,"runtime":".NET 10.0.0","agent":"web01","state":"ready"},"""
            + """{"id":"shop_web01-100","app":"shop","host":"web01","pid":100,"runtime":".NET 10.0.0","agent":"web01","state":"ready"}]""",
            text);
    }

    [Theory]
    [InlineData("shop_web01-100", "shop_web01-100")]
    [InlineData("app=shop,host=web01", "shop_web01-100")]
    [InlineData("app=BLOG", "blog_web01-101")]
    [InlineData("pid=101", "blog_web01-101")]
    [InlineData(" host=db01 , app=shop ", "shop_db01-100")]
    [InlineData("host=db01", "shop_db01-100")]
    public async Task Target_named_isRunOn(string target, string expected)
    {
        await using var hub = await TestHub.StartAsync();
        var web = await hub.AgentAsync("web01", "shop", "blog");
        var db = await hub.AgentAsync("db01", "shop");

        var answer = await hub.AskAsync(new { action = "exec", command = "words", target });

        Assert.Equal("SUCCEEDED", answer.Text("state"));
        var run = await (expected.Contains("web01", StringComparison.Ordinal) ? web : db).NextMessageAsync<InboxMessage.Run>();
        Assert.Equal(expected, run.TargetId);
    }

    [Theory]
    [InlineData(null, "'target' is required, choose one of blog_web01-101, shop_web01-100")]
    [InlineData("nobody", "target 'nobody' not found, choose one of blog_web01-101, shop_web01-100")]
    [InlineData("host=web01", "target 'host=web01' is not one process, choose one of blog_web01-101, shop_web01-100")]
    [InlineData("pid=x", "target 'pid=x' is neither an id nor app=…, host=… or pid=…")]
    [InlineData("color=red", "target 'color=red' is neither an id nor app=…, host=… or pid=…")]
    public async Task Target_notOne_failsWithTheChoices(string? target, string message)
    {
        await using var hub = await TestHub.StartAsync();
        await hub.AgentAsync("web01", "shop", "blog");

        var exec = await hub.AskAsync(new { action = "exec", command = "words", target });
        var init = await hub.AskAsync(new { action = "init_session", target });

        Assert.Equal(("FAILED", "Exec command failed:" + message), (exec.Text("state"), exec.Text("message")));
        Assert.Equal(("FAILED", message), (init.Text("state"), init.Text("message")));
    }

    [Fact]
    public async Task Target_thatCannotBeDiagnosed_isListedAndNamedWithTheReason()
    {
        const string Reason = "its diagnostics are switched off (DOTNET_EnableDiagnostics=0): restart it without that variable";
        await using var hub = await TestHub.StartAsync();
        var agent = await hub.AgentAsync("web01", "shop");
        await agent.SendTargetsAsync(agent.Targets[0], agent.Targets[0] with { Id = "mute_web01-7", App = "mute", Pid = 7, Unavailable = Reason });
        // Its answer comes behind the targets on the link.
        var exec = await hub.AskAsync(new { action = "exec", command = "words" });

        var init = await hub.AskAsync(new { action = "init_session", target = "pid=7" });
        var unknown = await hub.AskAsync(new { action = "init_session", target = "nobody" });
        var list = await hub.Http.GetStringAsync(new Uri("/api/v1/targets", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal("SUCCEEDED", exec.Text("state"));
        Assert.Equal(("FAILED", "target 'mute_web01-7' cannot be diagnosed: " + Reason), (init.Text("state"), init.Text("message")));
        Assert.Equal("target 'nobody' not found, choose one of shop_web01-100", unknown.Text("message"));
        Assert.Contains($$"""{"id":"mute_web01-7","app":"mute","host":"web01","pid":7,"runtime":".NET 10.0.0","agent":"web01","state":"unavailable","reason":"{{Reason}}"}""", list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Target_noneThatCanBeDiagnosed_tellsWhy()
    {
        await using var hub = await TestHub.StartAsync();
        var agent = await hub.AgentAsync("web01", "shop");
        await hub.ExecAsync("words");
        await agent.SendTargetsAsync(agent.Targets[0] with { Unavailable = "it runs as user 5: run the agent as that user, or as root" });
        while (!(await hub.Http.GetStringAsync(new Uri("/api/v1/targets", UriKind.Relative), TestContext.Current.CancellationToken)).Contains("unavailable", StringComparison.Ordinal))
        {
        }

        var answer = await hub.ExecAsync("words");

        Assert.Equal(
            "Exec command failed:no target: the only .NET process known to this hub, shop_web01-100, cannot be diagnosed: it runs as user 5: run the agent as that user, or as root",
            answer.Text("message"));
    }

    [Fact]
    public async Task Target_sessionsOwn_isKept()
    {
        await using var hub = await TestHub.StartAsync("--Hub:Target", "app=blog");
        var agent = await hub.AgentAsync("web01", "shop", "blog");
        var opened = await hub.AskAsync(new { action = "init_session", target = "app=shop" });

        await hub.ExecAsync("words", opened.Text("sessionId"));
        await hub.ExecAsync("words");

        Assert.Equal("shop_web01-100", (await agent.NextMessageAsync<InboxMessage.Run>()).TargetId);
        Assert.Equal("blog_web01-101", (await agent.NextMessageAsync<InboxMessage.Run>()).TargetId);
    }

    [Fact]
    public async Task Target_sessionsOwn_endsAndIsStillNamed()
    {
        await using var hub = await TestHub.StartAsync();
        var agent = await hub.AgentAsync("web01", "shop", "blog");
        var session = (await hub.AskAsync(new { action = "init_session", target = "app=shop" })).Text("sessionId");
        await agent.SendTargetsAsync(agent.Targets[1]);
        // Its answer comes behind the targets on the link.
        await hub.AskAsync(new { action = "exec", command = "words", target = "app=blog" });

        var info = await hub.AskAsync(new { action = "session_info", sessionId = session });
        var line = (await hub.ExecAsync("session", session)).Results().First();
        var words = await hub.ExecAsync("words", session);

        Assert.Equal(100, info.Body().GetProperty("pid").GetInt32());
        Assert.Equal((100, false), (line.GetProperty("javaPid").GetInt32(), line.GetProperty("tunnelConnected").GetBoolean()));
        Assert.Equal(
            "Exec command failed:the session's target 'shop_web01-100' has ended or is out of reach: make a session for another one",
            words.Text("message"));
    }

    [Fact]
    public async Task Target_anotherProcessWithItsPid_isNotTheSessions()
    {
        await using var hub = await TestHub.StartAsync();
        var agent = await hub.AgentAsync("web01", "shop");
        var (session, _) = await hub.OpenAsync();
        await hub.ExecAsync("words", session);
        await agent.SendTargetsAsync(agent.Targets[0] with { StartTime = 5_000 });
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (await IsConnectedAsync())
        {
            await Task.Delay(10, limit.Token);
        }

        var own = await hub.ExecAsync("words", session);
        var named = await hub.AskAsync(new { action = "exec", command = "words", sessionId = session, target = "app=shop" });
        var line = (await hub.ExecAsync("session", session)).Results().First();
        var (next, _) = await hub.OpenAsync();
        var other = await hub.ExecAsync("words", next);

        const string Ended = "Exec command failed:the session's target 'shop_web01-100' has ended, pid 100 is another process now: make a session for that one";
        Assert.Equal((Ended, Ended), (own.Text("message"), named.Text("message")));
        Assert.Equal((100, false), (line.GetProperty("javaPid").GetInt32(), line.GetProperty("tunnelConnected").GetBoolean()));
        Assert.Equal("SUCCEEDED", other.Text("state"));
        Assert.Equal([1_000, 5_000], await StartsAsync(agent, 2));

        async Task<bool> IsConnectedAsync() => (await hub.ExecAsync("session", session)).Results().First().GetProperty("tunnelConnected").GetBoolean();
    }

    private static async Task<List<long?>> StartsAsync(FakeAgent agent, int runs)
    {
        var starts = new List<long?>();
        while (starts.Count < runs)
        {
            starts.Add((await agent.NextMessageAsync<InboxMessage.Run>()).TargetStart);
        }

        return starts;
    }

    [Fact]
    public async Task Session_ofATargetThatIsNot_fails()
    {
        await using var hub = await TestHub.StartAsync();
        await hub.AgentAsync("web01", "shop");

        var answer = await hub.AskAsync(new { action = "exec", command = "session", target = "app=gone" });

        Assert.Equal("target 'app=gone' not found, choose one of shop_web01-100", answer.Results().Single().Text("message"));
    }

    [Fact]
    public async Task Target_defaultNotRunning_failsAndSaysSo()
    {
        await using var hub = await TestHub.StartAsync("--Hub:Target", "app=gone");
        await hub.AgentAsync("web01", "shop");

        var answer = await hub.ExecAsync("words");

        Assert.Equal(
            "Exec command failed:default target 'app=gone' not found, choose one of shop_web01-100",
            answer.Text("message"));
    }

    [Fact]
    public async Task Target_none_letsSessionsStartAndTheHubAnswer()
    {
        await using var hub = await TestHub.StartAsync();
        var (session, _) = await hub.OpenAsync();

        Assert.Equal("SUCCEEDED", (await hub.ExecAsync("version", session)).Text("state"));
        Assert.Equal(
            "Exec command failed:no target: no .NET process is known to this hub",
            (await hub.ExecAsync("words", session)).Text("message"));
    }

    [Fact]
    public async Task Target_comesAfterTheSession_isUsed()
    {
        await using var hub = await TestHub.StartAsync();
        var (session, _) = await hub.OpenAsync();
        await hub.AgentAsync();

        Assert.Equal("SUCCEEDED", (await hub.ExecAsync("words", session)).Text("state"));
    }

    [Fact]
    public async Task Targets_hundredsOfThem_areNotAllNamed()
    {
        await using var hub = await TestHub.StartAsync();
        await hub.AgentAsync("web01", [.. Enumerable.Range(0, 300).Select(i => $"app{i:000}")]);

        var message = (await hub.ExecAsync("words")).Text("message");

        Assert.EndsWith("and 280 more", message, StringComparison.Ordinal);
    }
}
