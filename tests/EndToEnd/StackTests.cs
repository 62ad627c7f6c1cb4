using System.Text.Json;
using Arthas.EndToEnd.Running;

namespace Arthas.EndToEnd;

public sealed class StackTests
{
    [Fact]
    public async Task A_stack_names_the_callers_with_their_lines_and_every_key()
    {
        await using var game = await TargetProcess.MathGameAsync();
        await using var hub = await HubProcess.StartForAsync(game);

        var results = await hub.Api.ResultsAsync("stack demo.MathGame primeFactors -n 2");

        Assert.Equal(["enhancer", "stack", "stack", "status"], results.Select(result => result.Text("type")));
        var stack = results[1];
        Assert.Equal(
            ["type", "jobId", "ts", "cost", "threadName", "threadId", "daemon", "priority", "classloader", "stackTrace"],
            stack.EnumerateObject().Select(property => property.Name));
        Assert.Equal(("0.0", "main", "1", 5), (stack.GetProperty("cost").GetRawText(), stack.Text("threadName"), stack.Text("threadId"), stack.GetProperty("priority").GetInt32()));
        var frames = stack.GetProperty("stackTrace").EnumerateArray().ToList();
        Assert.Equal(["primeFactors", "run", "<Main>$"], frames.Select(frame => frame.Text("methodName")));
        Assert.All(frames, frame => Assert.Equal(
            ["className", "classLoaderName", "methodName", "nativeMethod", "lineNumber", "fileName"], frame.EnumerateObject().Select(property => property.Name)));
        Assert.Equal((20, "MathGame.cs"), (frames[1].GetProperty("lineNumber").GetInt32(), frames[1].Text("fileName")));
    }

    [Fact]
    public async Task A_stack_follows_its_condition()
    {
        await using var game = await TargetProcess.MathGameAsync();
        await using var hub = await HubProcess.StartForAsync(game);

        // Where it throws, the line of the method itself is that of the exception.
        var thrown = await hub.Api.ResultsAsync("stack demo.MathGame primeFactors 'throwExp != null' -n 3");

        Assert.All(thrown.Where(result => result.Is("stack")), stack => Assert.Equal(34, stack.GetProperty("stackTrace")[0].GetProperty("lineNumber").GetInt32()));
        var wrong = await hub.Api.ResultsAsync("stack demo.MathGame primeFactors 'params[0] <> 1'");
        Assert.StartsWith("stack failed, condition is: params[0] <> 1, ", wrong.One("status").Text("message"), StringComparison.Ordinal);
        Assert.DoesNotContain("express is", wrong.One("status").Text("message"), StringComparison.Ordinal);
        var failing = await hub.Api.ResultsAsync("stack demo.MathGame primeFactors 'params[5] == 1'");
        Assert.Equal((-1, JsonValueKind.String), (failing.One("status").GetProperty("statusCode").GetInt32(), failing.One("status").GetProperty("message").ValueKind));
    }

    [Fact]
    public async Task Verbose_says_why_a_condition_was_not_met()
    {
        await using var game = await TargetProcess.MathGameAsync();
        await using var hub = await HubProcess.StartForAsync(game);

        var results = await hub.Api.ResultsAsync("stack demo.MathGame primeFactors 'params[0] > 0' -n 1 -v");

        Assert.Contains(results, result => result.Is("message") && result.Text("message") == "Condition express: params[0] > 0 , result: true");
        Assert.All(
            results.Where(result => result.Is("message")).SkipLast(1),
            result => Assert.Matches(@"^Condition express: params\[0\] > 0 , result: false ; params = \[-\d+\]$", result.Text("message")));
    }

    [Fact]
    public async Task The_stack_of_an_async_call_goes_on_with_those_who_wait_for_it()
    {
        await using var shop = await ShopProcess.StartAsync();
        await shop.WatchAsync("stack Shop.Orders DeeperAsync");

        await shop.OrderAsync("order 10");

        // Resumed by a timer, StockAsync is all that stands on the thread's own stack.
        var frames = (await shop.PullAsync("stack"))[0].GetProperty("stackTrace").EnumerateArray();
        Assert.Equal(
            [("DeeperAsync", -1), ("StockAsync", 63), ("PlaceAsync", 11), ("CallAsync", 28), ("<Main>$", 10)],
            frames.Select(frame => (frame.Text("methodName"), frame.GetProperty("lineNumber").GetInt32())));
    }
}
