using System.Text.Json;
using Arthas.EndToEnd.Running;

namespace Arthas.EndToEnd;

public sealed class TraceTests
{
    [Fact]
    public async Task A_tree_has_the_calls_with_their_lines_and_every_key()
    {
        await using var game = await TargetProcess.MathGameAsync();
        await using var hub = await HubProcess.StartForAsync(game);

        var results = await hub.Api.ResultsAsync("trace demo.MathGame run 'throwExp == null && #cost > 0' -n 5");

        Assert.Equal(5, results.Count(IsTrace));
        foreach (var trace in results.Where(IsTrace))
        {
            Assert.Equal(["type", "jobId", "root", "nodeCount"], Keys(trace));
            var root = trace.GetProperty("root");
            Assert.Equal(["type", "threadName", "threadId", "daemon", "priority", "classloader", "timestamp", "children"], Keys(root));
            Assert.Equal(("thread", "main", 1), (root.Text("type"), root.Text("threadName"), root.GetProperty("threadId").GetInt32()));
            Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$", root.Text("timestamp"));
            var run = Assert.Single(Children(root));
            Assert.Equal(["type", "className", "methodName", "lineNumber", "invoking", "cost", "minCost", "maxCost", "totalCost", "times", "children"], Keys(run));
            Assert.Equal(("demo.MathGame", "run", -1, false), (run.Text("className"), run.Text("methodName"), run.GetProperty("lineNumber").GetInt32(), run.GetProperty("invoking").GetBoolean()));
            Assert.Equal(3, trace.GetProperty("nodeCount").GetInt32());
            var factors = Children(run)[0];
            Assert.Equal(("primeFactors", 20, true), (factors.Text("methodName"), factors.GetProperty("lineNumber").GetInt32(), factors.GetProperty("invoking").GetBoolean()));
            bool threw = factors.TryGetProperty("throw", out var thrown) && thrown.GetBoolean();
            Assert.Equal(threw ? "throws Exception" : null, factors.TryGetProperty("mark", out var mark) ? mark.GetString() : null);
            Assert.Equal(threw ? ("LogWarning", 25) : ("print", 21), (Children(run)[1].Text("methodName"), Children(run)[1].GetProperty("lineNumber").GetInt32()));
            Assert.True(run.GetProperty("cost").GetInt64() >= Children(run).Sum(child => child.GetProperty("totalCost").GetInt64()));
        }
    }

    [Fact]
    public async Task Framework_methods_are_shown_when_asked_for_and_calls_from_one_line_are_put_together()
    {
        await using var game = await TargetProcess.MathGameAsync();
        await using var hub = await HubProcess.StartForAsync(game);

        var results = await hub.Api.ResultsAsync("trace demo.MathGame primeFactors 'returnObj != null && returnObj.Count > 2' -n 1 --skipJDKMethod false");

        var trace = results.One("trace");
        var method = Assert.Single(Children(trace.GetProperty("root")));
        Assert.Equal([("System.Collections.Generic.List`1", ".ctor", 37), ("System.Collections.Generic.List`1", "Add", 43)],
            Children(method).Select(call => (call.Text("className"), call.Text("methodName"), call.GetProperty("lineNumber").GetInt32())));
        var adds = Children(method)[1];
        Assert.True(adds.GetProperty("times").GetInt32() > 2);
        Assert.Equal(2 + adds.GetProperty("times").GetInt32(), trace.GetProperty("nodeCount").GetInt32());
        Assert.InRange(adds.GetProperty("cost").GetInt64(), adds.GetProperty("minCost").GetInt64(), adds.GetProperty("maxCost").GetInt64());
        Assert.InRange(adds.GetProperty("totalCost").GetInt64(), adds.GetProperty("maxCost").GetInt64(), method.GetProperty("cost").GetInt64());
    }

    [Fact]
    public async Task An_exception_that_leaves_the_method_is_a_node_with_the_line_it_was_thrown_at()
    {
        await using var game = await TargetProcess.MathGameAsync();
        await using var hub = await HubProcess.StartForAsync(game);

        var results = await hub.Api.ResultsAsync("trace demo.MathGame primeFactors 'params[0] < 2' -n 1");

        var method = Assert.Single(Children(results.One("trace").GetProperty("root")));
        Assert.True(method.GetProperty("throw").GetBoolean());
        var thrown = Assert.Single(Children(method));
        Assert.Equal(["type", "exception", "message", "lineNumber"], Keys(thrown));
        Assert.Equal(("throw", "System.ArgumentException", 34), (thrown.Text("type"), thrown.Text("exception"), thrown.GetProperty("lineNumber").GetInt32()));
        Assert.Matches(@"^number is: -?\d+, need >= 2$", thrown.Text("message"));
    }

    [Fact]
    public async Task Classes_on_the_path_are_levels_of_the_tree()
    {
        await using var game = await TargetProcess.MathGameAsync();
        await using var hub = await HubProcess.StartForAsync(game);

        var results = await hub.Api.ResultsAsync("trace demo.MathGame run -p demo.MathGame -n 3");

        Assert.Equal(3, results.Count(IsTrace));
        foreach (var trace in results.Where(IsTrace))
        {
            var run = Assert.Single(Children(trace.GetProperty("root")));
            Assert.Equal("run", run.Text("methodName"));
            var inner = Assert.Single(Children(Children(run)[0]));
            Assert.Equal(("primeFactors", false), (inner.Text("methodName"), inner.GetProperty("invoking").GetBoolean()));
        }
    }

    [Fact]
    public async Task A_wrong_condition_ends_it_with_status_1_and_touches_nothing()
    {
        await using var game = await TargetProcess.MathGameAsync();
        await using var hub = await HubProcess.StartForAsync(game);

        var status = Assert.Single(await hub.Api.ResultsAsync("trace demo.MathGame run '#cost >'"));

        Assert.Equal(1, status.GetProperty("statusCode").GetInt32());
        Assert.StartsWith("trace failed, condition is: #cost >, ", status.Text("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Costs_are_those_that_the_program_measures_itself()
    {
        await using var shop = await ShopProcess.StartAsync();
        await shop.WatchAsync("trace Shop.Work Run");

        var (result, all, last) = await shop.OrderAsync("work 6");

        Assert.Equal("6", result);
        var run = Assert.Single(Children((await shop.PullAsync("trace"))[0].GetProperty("root")));
        Assert.Equal(["Once", "Once", "Twice"], Children(run).Select(call => call.Text("methodName")));
        Assert.Equal([1, 3, 1], Children(run).Select(call => call.GetProperty("times").GetInt32()));
        Assert.InRange(Cost(run), Children(run).Sum(Total), all);
        Assert.InRange(Total(Children(run)[2]), last, all);
        Assert.InRange(Total(Children(run)[1]), 6_000_000, all);
    }

    [Fact]
    public async Task The_tree_of_an_async_method_goes_on_across_its_awaits()
    {
        await using var shop = await ShopProcess.StartAsync();
        await shop.WatchAsync("trace Shop.Orders PlaceAsync -p Shop.Orders");

        var (result, all, _) = await shop.OrderAsync("order 10");

        Assert.Equal("31", result);
        var trace = (await shop.PullAsync("trace"))[0];
        var place = Assert.Single(Children(trace.GetProperty("root")));
        Assert.Equal(("PlaceAsync", "Shop.Orders"), (place.Text("methodName"), place.Text("className")));
        Assert.Equal(
            [("Check", 10, 1), ("StockAsync", 11, 1), ("PriceAsync", 12, 1), ("RebateAsync", 15, 2), ("Total", 18, 1)],
            Children(place).Select(call => (call.Text("methodName"), call.GetProperty("lineNumber").GetInt32(), call.GetProperty("times").GetInt32())));
        var stock = Assert.Single(Children(Children(place)[1]));
        var deeper = Assert.Single(Children(stock));
        Assert.Equal("Check", Assert.Single(Children(Assert.Single(Children(deeper)))).Text("methodName"));
        Assert.Equal(17, trace.GetProperty("nodeCount").GetInt32());

        // The wall time: two delays of 10 ms each one after the other in stock, one of 5 in price.
        Assert.InRange(Cost(place), 23_000_000, all);
        Assert.InRange(Cost(stock), 18_000_000, Cost(Children(place)[1]));
        Assert.InRange(Cost(deeper), 9_000_000, Cost(stock));
    }

    [Fact]
    public async Task No_call_is_lost_however_soon_it_is_resumed()
    {
        await using var shop = await ShopProcess.StartAsync();
        await shop.WatchAsync("trace Shop.Yields * -p Shop.Yields");

        Assert.Equal("2000", (await shop.OrderAsync("yields 2000")).Result);

        var traces = await shop.PullAsync("trace", 2);
        var run = Assert.Single(traces, trace => Children(trace.GetProperty("root"))[0].Text("methodName") == "RunAsync");
        Assert.Equal(1 + (8 * 2000), run.GetProperty("nodeCount").GetInt32());
        var one = Assert.Single(Children(Assert.Single(Children(run.GetProperty("root")))));
        Assert.Equal(2000, one.GetProperty("times").GetInt32());
        Assert.Equal([2000, 2000], Children(Assert.Single(Children(one))).Select(call => call.GetProperty("times").GetInt32()));
    }

    [Fact]
    public async Task Async_void_and_pooled_calls_end_when_they_complete()
    {
        await using var shop = await ShopProcess.StartAsync();
        await shop.WatchAsync("trace -E Shop.Orders PooledAsync|Forget");

        await shop.OrderAsync("pooled 5");
        await shop.OrderAsync("void 6");

        var methods = (await shop.PullAsync("trace", 2)).ConvertAll(trace => Assert.Single(Children(trace.GetProperty("root"))));
        Assert.Equal(["PooledAsync", "Forget"], methods.Select(method => method.Text("methodName")));
        Assert.Equal(["StockAsync", "RebateAsync"], Children(methods[0]).Select(call => call.Text("methodName")));
        Assert.Equal(["StockAsync", "Check"], Children(methods[1]).Select(call => call.Text("methodName")));
        Assert.InRange(Cost(methods[1]), 10_000_000, long.MaxValue);
    }

    [Fact]
    public async Task A_fault_of_an_async_method_is_a_node_and_a_caught_one_marks_its_call()
    {
        await using var shop = await ShopProcess.StartAsync();
        await shop.WatchAsync("trace Shop.Orders FailsAsync");

        Assert.Equal("refused 3", (await shop.OrderAsync("fails 3")).Result);

        var fails = Assert.Single(Children((await shop.PullAsync("trace"))[0].GetProperty("root")));
        Assert.Equal(["RefuseAsync", "Check", "StockAsync", "RefuseAsync"], Children(fails).SkipLast(1).Select(call => call.Text("methodName")));
        Assert.Equal([true, false, false, true], Children(fails).SkipLast(1).Select(Threw));
        Assert.Equal(("throw", "refused 3"), (Children(fails)[^1].Text("type"), Children(fails)[^1].Text("message")));
    }

    [Fact]
    public async Task An_exception_is_seen_on_each_of_its_levels()
    {
        await using var shop = await ShopProcess.StartAsync();
        await shop.WatchAsync("trace Shop.Levels Caught -p Shop.Levels");

        Assert.Equal("hello", (await shop.OrderAsync("five hello")).Result);

        var node = Assert.Single(Children((await shop.PullAsync("trace"))[0].GetProperty("root")));
        Assert.False(Threw(node));
        Assert.Equal(["Second", "IsWanted", "After"], Children(node).Select(call => call.Text("methodName")));
        foreach (var method in new[] { "Second", "Third", "Fourth", "Fifth" })
        {
            var call = Children(node)[0];
            node = Assert.Single(Children(call));
            Assert.Equal((method, method, true, true), (call.Text("methodName"), node.Text("methodName"), Threw(call), Threw(node)));
            Assert.Equal(44, Children(node)[^1].GetProperty("lineNumber").GetInt32());
        }
    }

    [Fact]
    public async Task A_deep_recursion_is_bounded_and_says_what_it_left_out()
    {
        await using var shop = await ShopProcess.StartAsync();
        await shop.WatchAsync("trace Shop.Recursion Down");

        Assert.Equal("3000", (await shop.OrderAsync("deep 3000")).Result);

        var trace = (await shop.PullAsync("trace"))[0];
        Assert.InRange(trace.GetProperty("omitted").GetInt32(), 2900, 3000);
    }

    [Fact]
    public async Task Several_jobs_trace_and_watch_one_method_at_once_each_in_its_own_way()
    {
        await using var shop = await ShopProcess.StartAsync();
        await shop.WatchAsync("watch Shop.Work Once params -n 5");
        await shop.OrderAsync("work 3");
        var watching = (await shop.PullAsync("watch")).Count;
        var (session, consumer) = await shop.Hub.Api.OpenAsync();
        await shop.Hub.Api.PostAsync(new { action = "async_exec", command = "trace Shop.Work * -n 1 --skipJDKMethod false", sessionId = session });
        await shop.Hub.Api.PullUntilAsync(session, consumer, result => result.Is("enhancer"));
        var other = await shop.Hub.Api.OpenAsync();
        await shop.Hub.Api.PostAsync(new { action = "async_exec", command = "trace Shop.Work Run", sessionId = other.Session });
        await shop.Hub.Api.PullUntilAsync(other.Session, other.Consumer, result => result.Is("enhancer"));

        Assert.Equal("6", (await shop.OrderAsync("work 3")).Result);
        Assert.Equal("6", (await shop.OrderAsync("work 3")).Result);

        var deep = await shop.Hub.Api.PullUntilAsync(session, consumer, result => result.Is("status"));
        Assert.Single(deep, IsTrace);
        var flat = await shop.Hub.Api.PullUntilAsync(other.Session, other.Consumer, IsTrace);
        Assert.All(Children(Children(flat.First(IsTrace).GetProperty("root"))[0]), call => Assert.Empty(Children(call)));
        Assert.True(watching > 0);
    }

    private static bool Threw(JsonElement node) => node.TryGetProperty("throw", out var threw) && threw.GetBoolean();

    private static long Cost(JsonElement node) => node.GetProperty("cost").GetInt64();

    private static long Total(JsonElement node) => node.GetProperty("totalCost").GetInt64();

    private static bool IsTrace(JsonElement result) => result.Is("trace");

    private static IEnumerable<string> Keys(JsonElement element) => element.EnumerateObject().Select(property => property.Name);

    private static List<JsonElement> Children(JsonElement node) => node.TryGetProperty("children", out var children) ? [.. children.EnumerateArray()] : [];
}
