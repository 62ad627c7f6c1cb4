using System.Text.Json;
using Arthas.Contracts.Cluster;
using Arthas.Hub.Tests.Running;

namespace Arthas.Hub.Tests.Api;

public sealed class ExecTests
{
    [Fact]
    public async Task Exec_version_answersExactly()
    {
        await using var hub = await TestHub.StartAsync();

        var text = await hub.TextAsync("""{"action":"exec","command":"version","requestId":"r1","execTimeout":"10000"}""");

        Assert.Matches(
            """^{"body":{"command":"version","jobId":1,"jobStatus":"TERMINATED","results":\[{"version":"1.0.0","jobId":1,"type":"version"},{[^}]*}\],"timeExpired":false},"requestId":"r1","sessionId":"[-0-9a-f]{36}","state":"SUCCEEDED"}$""",
            text);
    }

    [Fact]
    public async Task Exec_agentsCommand_answersItsBytesAndStatus()
    {
        await using var hub = await TestHub.StartAsync();
        await hub.AgentAsync();

        var text = await hub.TextAsync("""{"action":"exec","command":"words 'a b' c | grep x"}""");

        Assert.Contains("""[{"jobId":1,"type":"words","words":"words|a b|c"},{""", text, StringComparison.Ordinal);
        Assert.Contains("\"statusCode\":0", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exec_thousandsOfResults_keepsAllInOrder()
    {
        await using var hub = await TestHub.StartAsync();
        await hub.AgentAsync();

        var answer = await hub.ExecAsync("count 5000");

        var results = answer.Results().ToList();
        Assert.Equal(Enumerable.Range(0, 5000), results.SkipLast(1).Select(result => result.GetProperty("number").GetInt32()));
        Assert.Equal("status", results[^1].Text("type"));
    }

    [Fact]
    public async Task Exec_oneTimeSession_isGoneAfterwards()
    {
        await using var hub = await TestHub.StartAsync();
        var id = (await hub.ExecAsync("version")).Text("sessionId");

        Assert.Equal($"session not found: {id}", (await hub.AskAsync(new { action = "session_info", sessionId = id })).Text("message"));
    }

    [Theory]
    [InlineData("wait")]
    [InlineData("deaf")]
    public async Task Exec_overTime_isInterruptedWithStatusAndFreesTheSession(string command)
    {
        await using var hub = await TestHub.StartAsync("--Hub:Leases:Interrupt", "00:00:00.050");
        var agent = await hub.AgentAsync();
        var (session, _) = await hub.OpenAsync();

        var answer = await hub.ExecAsync(command, session, execTimeout: 60);

        Assert.Equal(["body", "message", "sessionId", "state"], answer.Keys());
        Assert.Equal("INTERRUPTED", answer.Text("state"));
        Assert.Equal("The job is exceeded time limit, force interrupt", answer.Text("message"));
        Assert.Equal(["command", "jobId", "jobStatus", "results", "timeExpired", "timeout"], answer.Body().Keys());
        Assert.True(answer.Body().GetProperty("timeExpired").GetBoolean());
        Assert.Equal(60, answer.Body().GetProperty("timeout").GetInt32());
        Assert.Equal("TERMINATED", answer.Body().Text("jobStatus"));
        Assert.Equal(["status"], answer.Types());
        await agent.NextMessageAsync<InboxMessage.Interrupt>();
        Assert.Equal("SUCCEEDED", (await hub.ExecAsync("version", session)).Text("state"));
    }

    [Fact]
    public async Task Exec_sessionWithForegroundJob_isRefused()
    {
        await using var hub = await TestHub.StartAsync();
        await hub.AgentAsync();
        var (session, _) = await hub.OpenAsync();
        await hub.AskAsync(new { action = "async_exec", command = "wait", sessionId = session });

        foreach (var action in (string[])["exec", "async_exec"])
        {
            var text = await hub.TextAsync(JsonSerializer.Serialize(new { action, command = "version", sessionId = session }));
            Assert.Equal(
                $$"""{"body":{"command":"version"},"message":"Another job is running.","sessionId":"{{session}}","state":"REFUSED"}""",
                text);
        }
    }

    [Fact]
    public async Task Exec_twoAtOnce_exactlyOneIsRefused()
    {
        await using var hub = await TestHub.StartAsync();
        await hub.AgentAsync();
        var (session, _) = await hub.OpenAsync();

        var both = await Task.WhenAll(hub.ExecAsync("wait", session, 300), hub.ExecAsync("wait", session, 300));

        Assert.Equal(["INTERRUPTED", "REFUSED"], both.Select(answer => answer.Text("state")).Order());
    }

    [Fact]
    public async Task Exec_blockedCommand_blocksNobodyElse()
    {
        await using var hub = await TestHub.StartAsync();
        var agent = await hub.AgentAsync();
        var blocked = hub.ExecAsync("wait", execTimeout: 20_000);
        var run = await agent.NextMessageAsync<InboxMessage.Run>();

        Assert.Equal("SUCCEEDED", (await hub.ExecAsync("count 1")).Text("state"));
        await agent.EndAsync(run.Job);
        Assert.Equal("SUCCEEDED", (await blocked).Text("state"));
    }

    [Fact]
    public async Task Exec_inSession_consumersSeeOnlyTheInputStatus()
    {
        await using var hub = await TestHub.StartAsync();
        await hub.AgentAsync();
        var (session, consumer) = await hub.OpenAsync();
        await hub.PullAsync(session, consumer);

        await hub.ExecAsync("count 3", session);

        Assert.Equal(["ALLOW_INTERRUPT", "ALLOW_INPUT"], (await hub.PullAsync(session, consumer)).Labels());
    }

    [Fact]
    public async Task Exec_clientGoesAway_stopsTheJob()
    {
        await using var hub = await TestHub.StartAsync();
        var agent = await hub.AgentAsync();
        using var content = new StringContent("""{"action":"exec","command":"deaf"}""");
        using var away = new CancellationTokenSource();
        var asked = hub.Http.PostAsync(new Uri("/api", UriKind.Relative), content, away.Token);
        var run = await agent.NextMessageAsync<InboxMessage.Run>();

        await away.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        Assert.Equal(run.Job, (await agent.NextMessageAsync<InboxMessage.Stop>()).Job);
    }

    [Fact]
    public async Task Exec_failedAndUnknownLines_areInTheHistory()
    {
        await using var hub = await TestHub.StartAsync();
        await hub.AgentAsync();
        await hub.ExecAsync("foo");
        await hub.ExecAsync("version");

        var history = (await hub.ExecAsync("history")).Results().First().GetProperty("history").EnumerateArray();

        Assert.Equal(["foo", "version", "history"], history.Select(line => line.GetString()));
    }

    [Fact]
    public async Task Exec_failedLine_usesUpAJobId()
    {
        await using var hub = await TestHub.StartAsync();
        await hub.AgentAsync();
        var first = (await hub.ExecAsync("version")).Body().GetProperty("jobId").GetInt32();

        await hub.ExecAsync("foo");
        await hub.ExecAsync("version | grep");

        Assert.Equal(first + 3, (await hub.ExecAsync("version")).Body().GetProperty("jobId").GetInt32());
    }

    [Fact]
    public async Task Exec_auth_keepsThePasswordOutOfTheHistory()
    {
        await using var hub = await TestHub.StartAsync();
        await hub.ExecAsync("auth secret");

        var history = (await hub.ExecAsync("history")).Results().First().GetProperty("history").EnumerateArray();

        Assert.Equal(["auth ***", "history"], history.Select(line => line.GetString()));
    }

    [Theory]
    [InlineData("auth secret", "auth ***")]
    [InlineData("auth secret --username ann", "auth ***")]
    [InlineData("  auth secret | grep", "auth ***")]
    [InlineData("auth", "auth")]
    public async Task AsyncExec_auth_isToldToOthersWithoutThePassword(string command, string shown)
    {
        await using var hub = await TestHub.StartAsync();
        await hub.AgentAsync();
        var (session, consumer) = await hub.OpenAsync();
        await hub.AskAsync(new { action = "async_exec", command, sessionId = session });

        var results = await hub.PullUntilAsync(session, consumer, result => result.Text("type") == "command");

        Assert.Equal(shown, results.Single(result => result.Text("type") == "command").Text("command"));
        Assert.DoesNotContain("secret", string.Concat(results), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exec_endlessLine_failsAndHarmsNobody()
    {
        await using var hub = await TestHub.StartAsync();
        await hub.AgentAsync();

        var answer = await hub.ExecAsync("words " + new string('x', 5_000_000));

        Assert.Equal("Exec command failed:the command line has 5000006 characters, more than 131072", answer.Text("message"));
        Assert.Equal(["words", "status"], (await hub.ExecAsync("words " + new string('\u007f', 131_000))).Types());
    }

    [Fact]
    public async Task Exec_help_mergesTheAgentsCommands()
    {
        await using var hub = await TestHub.StartAsync();
        await hub.AgentAsync();

        var commands = (await hub.ExecAsync("help")).Results().First().GetProperty("commands").EnumerateArray().Select(one => one.Text("name"));
        var one = (await hub.ExecAsync("help count")).Results().First();

        Assert.Equal(["auth", "count", "deaf", "grep", "help", "history", "jobs", "kill", "plaintext", "session", "tee", "version", "wait", "wc", "words"], commands);
        Assert.Equal("count", one.GetProperty("detailCommand").Text("name"));
    }

    [Fact]
    public async Task Exec_helpOption_givesHelpThenStatusMinus10()
    {
        await using var hub = await TestHub.StartAsync();

        var results = (await hub.ExecAsync("version -h")).Results().ToList();

        Assert.Equal(["help", "status"], results.Select(result => result.Text("type")));
        Assert.Equal(-10, results[1].GetProperty("statusCode").GetInt32());
        Assert.False(results[1].TryGetProperty("message", out _));
    }
}
