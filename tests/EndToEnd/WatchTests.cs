using System.Text.Json;
using Arthas.EndToEnd.Running;

namespace Arthas.EndToEnd;

public sealed class WatchTests
{
    private const string WatchParams = "watch demo.MathGame primeFactors '{params}'";

    [Fact]
    public async Task Two_sessions_watch_one_method_and_one_goes_on_when_the_other_stops()
    {
        await using var game = await TargetProcess.MathGameAsync();
        await using var hub = await HubProcess.StartForAsync(game);
        var one = await hub.Api.OpenAsync();
        var two = await hub.Api.OpenAsync();

        await hub.Api.PostAsync(new { action = "async_exec", command = WatchParams, sessionId = one.Session });
        await hub.Api.PostAsync(new { action = "async_exec", command = WatchParams, sessionId = two.Session });
        var first = await hub.Api.PullUntilAsync(one.Session, one.Consumer, IsWatch);
        var second = await hub.Api.PullUntilAsync(two.Session, two.Consumer, IsWatch);
        Assert.NotEqual(ListenerId(first), ListenerId(second));

        await hub.Api.PostAsync(new { action = "interrupt_job", sessionId = one.Session });
        await hub.Api.PullUntilAsync(one.Session, one.Consumer, result => result.Is("status"));
        await hub.Api.PullUntilAsync(two.Session, two.Consumer, result => result.Is("input_status") || IsWatch(result));
        Assert.All(await hub.Api.PullUntilAsync(two.Session, two.Consumer, IsWatch), result => Assert.True(IsWatch(result)));
    }

    [Fact]
    public async Task A_listener_of_another_job_hears_more_methods_while_both_are_there()
    {
        await using var game = await TargetProcess.MathGameAsync();
        await using var hub = await HubProcess.StartForAsync(game);
        var one = await hub.Api.OpenAsync();
        var two = await hub.Api.OpenAsync();
        await hub.Api.PostAsync(new { action = "async_exec", command = WatchParams + " -n 1000000", sessionId = one.Session });
        var id = ListenerId(await hub.Api.PullUntilAsync(one.Session, one.Consumer, static result => result.Is("enhancer")));

        await hub.Api.PostAsync(new { action = "async_exec", command = $"watch demo.MathGame print --listenerId {id}", sessionId = two.Session });
        Assert.Equal(id, ListenerId(await hub.Api.PullUntilAsync(two.Session, two.Consumer, static result => result.Is("enhancer"))));
        await hub.Api.PullUntilAsync(one.Session, one.Consumer, static result => IsWatch(result) && result.Text("methodName") == "print");

        await hub.Api.PostAsync(new { action = "interrupt_job", sessionId = two.Session });
        Assert.DoesNotContain(await hub.Api.PullUntilAsync(two.Session, two.Consumer, static result => result.Is("status")), IsWatch);
        await hub.Api.PullUntilAsync(one.Session, one.Consumer, static result => IsWatch(result) && result.Text("methodName") == "primeFactors");

        await hub.Api.PostAsync(new { action = "async_exec", command = $"watch demo.MathGame print --listenerId {id}", sessionId = two.Session });
        await hub.Api.PullUntilAsync(two.Session, two.Consumer, static result => result.Is("enhancer"));
        await hub.Api.PostAsync(new { action = "interrupt_job", sessionId = one.Session });
        Assert.Equal(0, (await hub.Api.PullUntilAsync(two.Session, two.Consumer, static result => result.Is("status"))).One("status").GetProperty("statusCode").GetInt32());

        var own = ListenerId(await hub.Api.ResultsAsync(WatchParams + $" -n 1 --listenerId {id}"));
        Assert.NotEqual(id, own);
        Assert.Equal(0, (await hub.Api.ResultsAsync("reset")).One("reset").GetProperty("affect").GetProperty("methodCount").GetInt32());
    }

    [Fact]
    public async Task A_stop_is_told_to_every_session_of_its_target_and_the_next_command_attaches_again()
    {
        await using var game = await TargetProcess.MathGameAsync();
        await using var hub = await HubProcess.StartForAsync(game);
        var watching = await hub.Api.OpenAsync();
        var stopping = await hub.Api.OpenAsync();
        await hub.Api.PostAsync(new { action = "async_exec", command = WatchParams, sessionId = watching.Session });
        await hub.Api.PullUntilAsync(watching.Session, watching.Consumer, IsWatch);

        await hub.Api.PostAsync(new { action = "async_exec", command = "stop", sessionId = stopping.Session });

        var told = await hub.Api.PullUntilAsync(watching.Session, watching.Consumer, IsFarewell);
        Assert.Equal(0, told.Single(IsFarewell).GetProperty("jobId").GetInt32());
        await hub.Api.PullUntilAsync(stopping.Session, stopping.Consumer, IsFarewell);
        Assert.Contains(await hub.Api.ResultsAsync(WatchParams + " -n 1"), IsWatch);

        static bool IsFarewell(JsonElement result) => result.Is("message") && result.Text("message") == "arthas server is going to shutdown.";
    }

    [Fact]
    public async Task A_hundred_watches_in_a_row_each_answer_and_leave_nothing_behind()
    {
        await using var game = await TargetProcess.MathGameAsync(interval: 5);
        await using var hub = await HubProcess.StartForAsync(game);

        for (int round = 0; round < 100; round++)
        {
            var results = await hub.Api.ResultsAsync(WatchParams + " -n 1");
            Assert.Equal(["enhancer", "watch", "status"], results.Select(result => result.Text("type")));
            Assert.Equal(0, results[^1].GetProperty("statusCode").GetInt32());
        }

        Assert.Equal(0, (await hub.Api.ResultsAsync("reset")).One("reset").GetProperty("affect").GetProperty("methodCount").GetInt32());
    }

    [Fact]
    public async Task An_exec_past_its_time_limit_answers_interrupted_and_frees_its_session()
    {
        await using var game = await TargetProcess.MathGameAsync();
        await using var hub = await HubProcess.StartForAsync(game);
        var (session, _) = await hub.Api.OpenAsync();

        var reply = await hub.Api.ExecAsync("watch demo.MathGame primeFactors '{params}' 'params[0] == 0.5'", session, execTimeout: 700);

        Assert.Equal("INTERRUPTED", reply.Text("state"));
        Assert.Equal("The job is exceeded time limit, force interrupt", reply.Text("message"));
        var body = reply.GetProperty("body");
        Assert.True(body.GetProperty("timeExpired").GetBoolean());
        Assert.Equal(700, body.GetProperty("timeout").GetInt32());
        Assert.Equal("TERMINATED", body.Text("jobStatus"));
        Assert.Single(body.GetProperty("results").EnumerateArray(), result => result.Is("status"));
        Assert.Equal("SUCCEEDED", (await hub.Api.ExecAsync(WatchParams + " -n 1", session)).Text("state"));
    }

    [Fact]
    public async Task A_watch_reports_what_the_target_prints()
    {
        await using var game = await TargetProcess.MathGameAsync(interval: 20);
        await using var hub = await HubProcess.StartForAsync(game);

        var results = await hub.Api.ResultsAsync("watch demo.MathGame print '{params[0], params[1]}' -n 3");

        foreach (var watch in results.Where(IsWatch))
        {
            string line = $"{watch.GetProperty("value")[0]}={string.Join('*', watch.GetProperty("value")[1].EnumerateArray())}";
            await game.LineAsync(printed => printed == line, $"the line {line}");
        }
    }

    [Fact]
    public async Task The_target_is_started_without_any_variable_of_ours()
    {
        await using var game = await TargetProcess.MathGameAsync();
        await using var hub = await HubProcess.StartForAsync(game);
        await hub.Api.ResultsAsync(WatchParams + " -n 1");

        var names = (await File.ReadAllTextAsync($"/proc/{game.Id}/environ", TestContext.Current.CancellationToken)).Split('\0').Select(entry => entry.Split('=')[0]);

        Assert.DoesNotContain(names, name => name != "DOTNET_ROOT" && !MachineSettings.Contains(name) && (name.StartsWith("DOTNET_", StringComparison.Ordinal) || name.StartsWith("CORECLR_", StringComparison.Ordinal)));
    }

    // The test runner hands these on to every child; none of them changes how a process can be diagnosed.
    private static readonly HashSet<string> MachineSettings =
    [
        .. Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(name =>
            !name.StartsWith("DOTNET_STARTUP", StringComparison.Ordinal)
            && !name.StartsWith("CORECLR_", StringComparison.Ordinal)
            && !name.StartsWith("DOTNET_Diag", StringComparison.Ordinal)
            && !name.StartsWith("DOTNET_Tier", StringComparison.Ordinal)),
    ];

    private static bool IsWatch(JsonElement result) => result.Is("watch");

    private static int ListenerId(IEnumerable<JsonElement> results) =>
        results.One("enhancer").GetProperty("effect").GetProperty("listenerId").GetInt32();
}
