using System.Text.Json;
using Arthas.EndToEnd.Running;

namespace Arthas.EndToEnd;

/// <summary><c>&amp;</c>, <c>jobs</c> and <c>kill</c> over HTTP.</summary>
public sealed class JobsTests
{
    private const string Watch = "watch demo.MathGame primeFactors params[0] -n 100000 &";
    private const string WatchPrint = "watch demo.MathGame print params[0] -n 100000 &";

    [Fact]
    public async Task Several_jobs_of_a_session_run_at_once_and_kill_ends_one()
    {
        await using var game = await TargetProcess.MathGameAsync(interval: 20);
        await using var hub = await HubProcess.StartForAsync(game);
        var (session, consumer) = await hub.Api.OpenAsync();
        int one = await StartAsync(hub, session, Watch), two = await StartAsync(hub, session, WatchPrint);

        await hub.Api.PullUntilAsync(session, consumer, result => result.Is("watch") && JobOf(result) == one);
        await hub.Api.PullUntilAsync(session, consumer, result => result.Is("watch") && JobOf(result) == two);
        Assert.Equal([one, two], await JobsAsync(hub, session));

        await hub.Api.ExecAsync($"kill {one}", session);

        var rest = await hub.Api.PullUntilAsync(session, consumer, result => result.Is("status"));
        Assert.Equal((one, 0), (JobOf(rest.Single(result => result.Is("status"))), rest.Single(result => result.Is("status")).GetProperty("statusCode").GetInt32()));
        Assert.Equal([two], await JobsAsync(hub, session));
        var after = await hub.Api.PullUntilAsync(session, consumer, result => result.Is("watch"));
        Assert.DoesNotContain(after, result => JobOf(result) == one);
    }

    [Fact]
    public async Task A_foreground_job_runs_beside_those_in_the_background()
    {
        await using var game = await TargetProcess.MathGameAsync(interval: 20);
        await using var hub = await HubProcess.StartForAsync(game);
        var (session, _) = await hub.Api.OpenAsync();
        int one = await StartAsync(hub, session, Watch);

        var reply = await hub.Api.ExecAsync("watch demo.MathGame primeFactors params -n 2", session);

        Assert.Equal(2, reply.GetProperty("body").GetProperty("results").EnumerateArray().Count(result => result.Is("watch")));
        Assert.Equal([one], await JobsAsync(hub, session));
    }

    private static int JobOf(JsonElement result) => result.GetProperty("jobId").GetInt32();

    private static async Task<int> StartAsync(HubProcess hub, string session, string command)
    {
        var reply = await hub.Api.PostAsync(new { action = "async_exec", command, sessionId = session });
        Assert.Equal("SCHEDULED", reply.Text("state"));
        return reply.GetProperty("body").GetProperty("jobId").GetInt32();
    }

    private static async Task<int[]> JobsAsync(HubProcess hub, string session)
    {
        var reply = await hub.Api.ExecAsync("jobs", session);
        var jobs = reply.GetProperty("body").GetProperty("results")[0].GetProperty("jobs");
        return [.. jobs.EnumerateArray().Select(JobOf)];
    }
}
