using System.Text.Json;
using Arthas.Contracts.Cluster;
using Arthas.Hub.Tests.Running;

namespace Arthas.Hub.Tests.Api;

public sealed class SessionTests
{
    [Fact]
    public async Task Init_answersExactly()
    {
        await using var hub = await TestHub.StartAsync();

        Assert.Matches(
            """^{"consumerId":"[0-9a-f]{32}_1","sessionId":"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}","state":"SUCCEEDED"}$""",
            await hub.TextAsync("""{"action":" Init_Session ","sessionId":"ignored"}"""));
    }

    [Fact]
    public async Task Pull_firstConsumer_isWelcomed()
    {
        await using var hub = await TestHub.StartAsync();
        var agent = await hub.AgentAsync();
        var (session, consumer) = await hub.OpenAsync();

        var pulled = await hub.PullAsync(session, consumer);

        Assert.Equal(["body", "consumerId", "sessionId", "state"], pulled.Keys());
        Assert.Equal(["lastSeq", "results"], pulled.Body().Keys());
        Assert.Equal(["message", "welcome", "ALLOW_INPUT"], pulled.Labels());
        var welcome = pulled.Results().ElementAt(1);
        Assert.Equal($"{agent.Targets[0].Pid}", welcome.Text("pid"));
        Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$", welcome.Text("time"));
        Assert.All(["version", "wiki", "tutorials"], key => Assert.NotEmpty(welcome.Text(key)));
    }

    [Fact]
    public async Task Join_seesDisabledThenHistoryThenInputStatus()
    {
        await using var hub = await TestHub.StartAsync();
        var (session, _) = await hub.OpenAsync();

        var joined = await hub.AskAsync(new { action = "join_session", sessionId = session });

        Assert.Equal(["consumerId", "sessionId", "state"], joined.Keys());
        Assert.EndsWith("_2", joined.Text("consumerId"), StringComparison.Ordinal);
        Assert.Equal(
            ["DISABLED", "message", "welcome", "ALLOW_INPUT"],
            (await hub.PullAsync(session, joined.Text("consumerId"))).Labels());
    }

    [Fact]
    public async Task SessionInfo_hasTimesAndPid()
    {
        await using var hub = await TestHub.StartAsync();
        var agent = await hub.AgentAsync();
        var (session, _) = await hub.OpenAsync();

        var info = await hub.AskAsync(new { action = "session_info", sessionId = session });

        Assert.Equal(["body", "sessionId", "state"], info.Keys());
        Assert.Equal(["createTime", "lastAccessTime", "pid"], info.Body().Keys());
        Assert.Equal(agent.Targets[0].Pid, info.Body().GetProperty("pid").GetInt32());
        Assert.True(info.Body().GetProperty("lastAccessTime").GetInt64() >= info.Body().GetProperty("createTime").GetInt64());
    }

    [Fact]
    public async Task SessionCommand_namesSessionUserAndTarget()
    {
        await using var hub = await TestHub.StartAsync();
        var agent = await hub.AgentAsync();
        var opened = await hub.AskAsync(new { action = "init_session", userId = "ann" });

        var session = (await hub.ExecAsync("session", opened.Text("sessionId"))).Results().First();

        Assert.Equal(opened.Text("sessionId"), session.Text("sessionId"));
        Assert.Equal("ann", session.Text("userId"));
        Assert.Equal(agent.Targets[0].Pid, session.GetProperty("javaPid").GetInt32());
        Assert.True(session.GetProperty("tunnelConnected").GetBoolean());
    }

    [Fact]
    public async Task Close_stopsTheJobAndForgetsTheSession()
    {
        await using var hub = await TestHub.StartAsync();
        var agent = await hub.AgentAsync();
        var (session, _) = await hub.OpenAsync();
        await hub.AskAsync(new { action = "async_exec", command = "deaf", sessionId = session });
        var run = await agent.NextMessageAsync<InboxMessage.Run>();
        var close = JsonSerializer.Serialize(new { action = "close_session", sessionId = session });

        Assert.Equal("""{"state":"SUCCEEDED"}""", await hub.TextAsync(close));
        Assert.Equal($$"""{"message":"session not found: {{session}}","state":"FAILED"}""", await hub.TextAsync(close));
        Assert.Equal(run.Job, (await agent.NextMessageAsync<InboxMessage.Stop>()).Job);
    }

    [Fact]
    public async Task Interrupt_withoutJob_fails()
    {
        await using var hub = await TestHub.StartAsync();
        var (session, _) = await hub.OpenAsync();

        Assert.Equal(
            """{"message":"no foreground job is running","requestId":"r","state":"FAILED"}""",
            await hub.TextAsync(JsonSerializer.Serialize(new { action = "interrupt_job", sessionId = session, requestId = "r" })));
    }

    [Theory]
    [InlineData("wait")]
    [InlineData("deaf")]
    public async Task Interrupt_job_answersTerminatedAndFreesTheSession(string command)
    {
        await using var hub = await TestHub.StartAsync("--Hub:Leases:Interrupt", "00:00:00.050");
        await hub.AgentAsync();
        var (session, consumer) = await hub.OpenAsync();
        await hub.PullAsync(session, consumer);
        await hub.AskAsync(new { action = "async_exec", command, sessionId = session });

        var text = await hub.TextAsync(JsonSerializer.Serialize(new { action = "interrupt_job", sessionId = session }));

        Assert.Equal("""{"body":{"jobId":1,"jobStatus":"TERMINATED"},"state":"SUCCEEDED"}""", text);
        var results = await hub.PullUntilAsync(session, consumer, result => result.Label() == "ALLOW_INPUT");
        Assert.Equal(["command", "ALLOW_INTERRUPT", "status", "ALLOW_INPUT"], results.Select(JsonElements.Label));
        Assert.Equal(0, results[2].GetProperty("statusCode").GetInt32());
    }

    [Fact]
    public async Task AsyncExec_answersExactlyAndFillsTheLog()
    {
        await using var hub = await TestHub.StartAsync();
        await hub.AgentAsync();
        var (session, consumer) = await hub.OpenAsync();
        await hub.PullAsync(session, consumer);

        var text = await hub.TextAsync($$"""{"action":"async_exec","command":"count 2 ","sessionId":"{{session}}","consumerId":"{{consumer}}"}""");

        Assert.Equal($$"""{"body":{"command":"count 2 ","jobId":1,"jobStatus":"READY"},"sessionId":"{{session}}","state":"SCHEDULED"}""", text);
        var results = await hub.PullUntilAsync(session, consumer, result => result.Label() == "ALLOW_INPUT");
        Assert.Equal(["command", "ALLOW_INTERRUPT", "count", "count", "status", "ALLOW_INPUT"], results.Select(JsonElements.Label));
        Assert.Equal("SCHEDULED", results[0].Text("state"));
        Assert.Equal("count 2 ", results[0].Text("command"));
        Assert.Equal(1, results[0].GetProperty("jobId").GetInt32());
    }

    [Fact]
    public async Task AsyncExec_unknownCommand_failsAndIsEchoed()
    {
        await using var hub = await TestHub.StartAsync();
        await hub.AgentAsync();
        var (session, consumer) = await hub.OpenAsync();
        await hub.PullAsync(session, consumer);
        const string Message = "Async exec command failed:java.lang.IllegalArgumentException: foo: command not found";

        var answer = await hub.AskAsync(new { action = "async_exec", command = "foo", sessionId = session });

        Assert.Equal(["body", "message", "sessionId", "state"], answer.Keys());
        Assert.Equal(("FAILED", Message), (answer.Text("state"), answer.Text("message")));
        var echo = (await hub.PullAsync(session, consumer)).Results().Single();
        Assert.Equal(("command", "FAILED", Message), (echo.Text("type"), echo.Text("state"), echo.Text("message")));
        Assert.Equal(0, echo.GetProperty("jobId").GetInt32());
    }

    [Fact]
    public async Task AsyncExec_background_givesTheSlotBackAtOnce()
    {
        await using var hub = await TestHub.StartAsync();
        await hub.AgentAsync();
        var (session, _) = await hub.OpenAsync();

        await hub.AskAsync(new { action = "async_exec", command = "wait &", sessionId = session });

        Assert.Equal("SUCCEEDED", (await hub.ExecAsync("words a", session)).Text("state"));
    }
}
