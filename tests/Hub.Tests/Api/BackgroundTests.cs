using System.Text.Json;
using Arthas.Contracts.Cluster;
using Arthas.Hub.Tests.Running;

namespace Arthas.Hub.Tests.Api;

/// <summary><c>&amp;</c>, <c>jobs</c> and <c>kill</c>.</summary>
public sealed class BackgroundTests
{
    [Fact]
    public async Task Jobs_lists_what_runs_at_once_and_not_itself()
    {
        await using var hub = await TestHub.StartAsync();
        var agent = await hub.AgentAsync();
        var (session, _) = await hub.OpenAsync();
        var first = await StartAsync(hub, session, "wait a &");
        var second = await StartAsync(hub, session, "wait b &");
        var foreground = await StartAsync(hub, session, "wait c");
        for (var i = 0; i < 3; i++)
        {
            await agent.NextMessageAsync<InboxMessage.Run>();
        }

        var listed = await JobsAsync(hub, session);

        Assert.Equal([first, second, foreground], listed.Select(job => job.GetProperty("jobId").GetInt32()));
        Assert.Equal(["wait a &", "wait b &", "wait c"], listed.Select(job => job.Text("command")));
        Assert.Equal([false, false, true], listed.Select(job => job.GetProperty("foreground").GetBoolean()));
        Assert.All(listed, job => Assert.Equal(agent.Targets[0].Id, job.Text("target")));
        Assert.All(listed, job => Assert.True(job.GetProperty("timeoutDate").GetInt64() > job.GetProperty("startTime").GetInt64()));
    }

    [Fact]
    public async Task Kill_ends_one_with_one_status_and_leaves_the_others()
    {
        await using var hub = await TestHub.StartAsync();
        await hub.AgentAsync();
        var (session, consumer) = await hub.OpenAsync();
        var first = await StartAsync(hub, session, "wait a &");
        var second = await StartAsync(hub, session, "wait b &");

        var killed = await hub.ExecAsync($"kill {first}", session);

        Assert.Equal($"kill job {first} success", killed.Results().First().Text("message"));
        Assert.Equal([second], (await JobsAsync(hub, session)).Select(job => job.GetProperty("jobId").GetInt32()));
        await hub.ExecAsync($"kill {second}", session);
        var all = await hub.PullUntilAsync(session, consumer, result => IsStatus(result, second));
        Assert.Equal(0, Assert.Single(all, result => IsStatus(result, first)).GetProperty("statusCode").GetInt32());
        Assert.Empty(await JobsAsync(hub, session));
    }

    [Fact]
    public async Task Kill_ends_the_foreground_job_too()
    {
        await using var hub = await TestHub.StartAsync();
        await hub.AgentAsync();
        var (session, _) = await hub.OpenAsync();
        var job = await StartAsync(hub, session, "deaf");

        Assert.Equal("SUCCEEDED", (await hub.ExecAsync($"kill {job}", session)).Text("state"));

        Assert.Equal("SUCCEEDED", (await hub.ExecAsync("words a", session)).Text("state"));
    }

    [Theory]
    [InlineData("kill", "kill: usage: kill job_id")]
    [InlineData("kill 4711", "4711 : no such job")]
    [InlineData("kill abc", "abc : no such job")]
    [InlineData("kill -1", "-1 : no such job")]
    public async Task Kill_of_nothing_says_so(string line, string message)
    {
        await using var hub = await TestHub.StartAsync();
        var (session, _) = await hub.OpenAsync();

        var status = (await hub.ExecAsync(line, session)).Results().Last();

        Assert.Equal((-1, message), (status.GetProperty("statusCode").GetInt32(), status.Text("message")));
    }

    [Fact]
    public async Task Kill_ends_no_job_of_another_session()
    {
        await using var hub = await TestHub.StartAsync();
        await hub.AgentAsync();
        var (mine, _) = await hub.OpenAsync();
        var (theirs, _) = await hub.OpenAsync();
        var job = await StartAsync(hub, theirs, "wait &");

        var status = (await hub.ExecAsync($"kill {job}", mine)).Results().Last();

        Assert.Equal($"{job} : no such job", status.Text("message"));
        Assert.Single(await JobsAsync(hub, theirs));
    }

    [Fact]
    public async Task Interrupt_is_the_foreground_job_s()
    {
        await using var hub = await TestHub.StartAsync();
        await hub.AgentAsync();
        var (session, _) = await hub.OpenAsync();
        var background = await StartAsync(hub, session, "wait a &");

        Assert.Equal("no foreground job is running", (await InterruptAsync(hub, session)).Text("message"));
        var foreground = await StartAsync(hub, session, "wait b");
        Assert.Equal(foreground, (await InterruptAsync(hub, session)).GetProperty("body").GetProperty("jobId").GetInt32());

        Assert.Equal([background], (await JobsAsync(hub, session)).Select(job => job.GetProperty("jobId").GetInt32()));
    }

    [Fact]
    public async Task Exec_in_a_session_answers_at_once_and_the_consumers_have_the_results()
    {
        await using var hub = await TestHub.StartAsync();
        await hub.AgentAsync();
        var (session, consumer) = await hub.OpenAsync();

        var answer = await hub.ExecAsync("wait &", session);
        await hub.ExecAsync("count 3 &", session);

        Assert.Equal(("SCHEDULED", "READY"), (answer.Text("state"), answer.GetProperty("body").Text("jobStatus")));
        var all = await hub.PullUntilAsync(session, consumer, result => result.Text("type") == "status");
        Assert.Equal(3, all.Count(result => result.Text("type") == "count"));
    }

    [Fact]
    public async Task Exec_without_a_session_waits_for_its_job()
    {
        await using var hub = await TestHub.StartAsync();
        await hub.AgentAsync();

        var answer = await hub.ExecAsync("count 3 &");

        Assert.Equal(("SUCCEEDED", 4), (answer.Text("state"), answer.Results().Count()));
    }

    [Fact]
    public async Task One_too_many_is_refused_and_says_what_to_do()
    {
        await using var hub = await TestHub.StartAsync("--Hub:BackgroundJobs", "2");
        await hub.AgentAsync();
        var (session, _) = await hub.OpenAsync();
        var first = await StartAsync(hub, session, "wait a &");
        await StartAsync(hub, session, "wait b &");

        var refused = await hub.AskAsync(new { action = "async_exec", command = "wait c &", sessionId = session });

        Assert.Equal("REFUSED", refused.Text("state"));
        Assert.Equal("2 jobs run in the background of this session already: end one with 'kill <id>' ('jobs' lists them).", refused.Text("message"));
        await hub.ExecAsync($"kill {first}", session);
        await StartAsync(hub, session, "wait c &");
    }

    private static bool IsStatus(JsonElement result, int job) =>
        result.Text("type") == "status" && result.GetProperty("jobId").GetInt32() == job;

    private static async Task<int> StartAsync(TestHub hub, string session, string command)
    {
        var answer = await hub.AskAsync(new { action = "async_exec", command, sessionId = session });
        Assert.Equal("SCHEDULED", answer.Text("state"));
        return answer.GetProperty("body").GetProperty("jobId").GetInt32();
    }

    private static Task<JsonElement> InterruptAsync(TestHub hub, string session) =>
        hub.AskAsync(new { action = "interrupt_job", sessionId = session });

    private static async Task<List<JsonElement>> JobsAsync(TestHub hub, string session)
    {
        var result = (await hub.ExecAsync("jobs", session)).Results().First();
        Assert.Equal("jobs", result.Text("type"));
        return [.. result.GetProperty("jobs").EnumerateArray()];
    }
}
