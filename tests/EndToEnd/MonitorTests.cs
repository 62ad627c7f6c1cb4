using System.Text.Json;
using Arthas.EndToEnd.Running;

namespace Arthas.EndToEnd;

public sealed class MonitorTests
{
    [Fact]
    public async Task A_monitor_counts_what_the_target_prints()
    {
        await using var game = await TargetProcess.MathGameAsync(interval: 20);
        await using var hub = await HubProcess.StartForAsync(game);

        var results = await hub.Api.ResultsAsync("monitor -c 1 -n 2 demo.MathGame '*'");

        Assert.Equal(["enhancer", "monitor", "monitor", "status"], results.Select(result => result.Text("type")));
        var rows = results.Where(result => result.Is("monitor")).SelectMany(result => result.GetProperty("monitorDataList").EnumerateArray()).ToList();
        Assert.All(rows, row => Assert.Equal(
            ["className", "methodName", "total", "success", "failed", "cost", "timestamp"], row.EnumerateObject().Select(property => property.Name)));
        Assert.All(rows, row => Assert.Equal(Number(row, "total"), Number(row, "success") + Number(row, "failed")));
        Assert.All(rows, row => Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$", row.Text("timestamp")));

        // Each factoring that succeeds is printed, each that fails is caught in run.
        Assert.Equal(Sum(rows, "primeFactors", "success"), Sum(rows, "print", "total"), 1.0);
        Assert.Equal(Sum(rows, "run", "total"), Sum(rows, "primeFactors", "total"), 1.0);
        Assert.Equal(0, Sum(rows, "run", "failed"));
        Assert.True(Sum(rows, "run", "cost") >= Sum(rows, "print", "cost"));
    }

    [Fact]
    public async Task A_condition_before_the_call_sees_the_arguments_and_rows_stay_when_no_call_comes()
    {
        await using var counter = RunningProcess.Start(Built.Target("Corpus"), []);
        await counter.LineAsync("^corpus ");
        await using var hub = await HubProcess.StartForAsync(counter);
        var (session, consumer) = await hub.Api.OpenAsync();
        await hub.Api.PostAsync(new { action = "async_exec", command = "monitor -c 1 -b Corpus.Shapes.Primitives MaybeInt 'params[0] == 1'", sessionId = session });
        await hub.Api.PullUntilAsync(session, consumer, result => result.Is("enhancer"));

        await counter.SendAsync("round");
        var first = (await hub.Api.PullUntilAsync(session, consumer, result => result.Is("monitor"))).First(result => result.Is("monitor"));
        var second = (await hub.Api.PullUntilAsync(session, consumer, result => result.Is("monitor"))).Last(result => result.Is("monitor"));

        Assert.Equal(1, Number(Assert.Single(first.GetProperty("monitorDataList").EnumerateArray()), "total"));
        var row = Assert.Single(second.GetProperty("monitorDataList").EnumerateArray());
        Assert.Equal(("MaybeInt", 0.0, 0.0), (row.Text("methodName"), Number(row, "total"), Number(row, "cost")));
    }

    [Fact]
    public async Task A_cycle_that_is_none_is_refused()
    {
        await using var game = await TargetProcess.MathGameAsync();
        await using var hub = await HubProcess.StartForAsync(game);

        var status = Assert.Single(await hub.Api.ResultsAsync("monitor -c 0 demo.MathGame run"));

        Assert.Equal(("cycle must be greater than 0.", -1), (status.Text("message"), status.GetProperty("statusCode").GetInt32()));
    }

    private static double Number(JsonElement row, string key) => row.GetProperty(key).GetDouble();

    private static double Sum(IEnumerable<JsonElement> rows, string method, string key) => rows.Where(row => row.Text("methodName") == method).Sum(row => Number(row, key));
}
