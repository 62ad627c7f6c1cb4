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
            Assert.Equal(["type", "jobId", "nodeCount", "root"], Keys(trace));
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

    private static bool IsTrace(JsonElement result) => result.Is("trace");

    private static IEnumerable<string> Keys(JsonElement element) => element.EnumerateObject().Select(property => property.Name);

    private static List<JsonElement> Children(JsonElement node) => node.TryGetProperty("children", out var children) ? [.. children.EnumerateArray()] : [];
}
