using Arthas.EndToEnd.Running;

namespace Arthas.EndToEnd;

/// <summary>Actions that ASP.NET Core has called before: they are compiled into the expression that calls them.</summary>
public sealed class ControllerTests
{
    [Fact]
    public async Task The_action_of_a_service_that_has_served_is_traced_by_its_state_machine()
    {
        await using var web = await StartWarmAsync();
        await using var hub = await HubProcess.StartForAsync(web.Process);

        var results = await web.ResultsAsync(hub.Api, "trace Web.ItemsController GetAsync 'params[0] == 7 && returnObj != null' -n 2");

        var trees = results.Where(result => result.Is("trace")).ToList();
        Assert.Equal(2, trees.Count);
        Assert.All(trees, tree =>
        {
            var action = tree.GetProperty("root").GetProperty("children")[0];
            Assert.Equal(("GetAsync", false, 1), (action.Text("methodName"), action.GetProperty("invoking").GetBoolean(), action.GetProperty("times").GetInt32()));
            Assert.Equal(
                ["IsKnown", "FindAsync", "PriceOf"],
                action.GetProperty("children").EnumerateArray().Where(call => call.Text("className") == "Web.ItemsController").Select(call => call.Text("methodName")));
        });
    }

    [Fact]
    public async Task A_stack_goes_through_code_made_at_run_time()
    {
        await using var web = await StartWarmAsync();
        await using var hub = await HubProcess.StartForAsync(web.Process);

        var results = await web.ResultsAsync(hub.Api, "stack Web.ItemsController FindAsync -n 1");

        var frames = results.One("stack").GetProperty("stackTrace").EnumerateArray().Select(frame => frame.Text("methodName")!).ToList();
        Assert.Equal(["FindAsync", "GetAsync"], frames.Take(2));
        Assert.Contains(frames, frame => frame.StartsWith("lambda_method", StringComparison.Ordinal));
    }

    private static async Task<Web> StartWarmAsync()
    {
        var process = RunningProcess.Start(Built.Target("Web"), ["--urls", "http://127.0.0.1:0"]);
        var web = new Web(process, new HttpClient { BaseAddress = new Uri((await process.LineAsync("^web http")).Split(' ')[1]) });
        await web.AskAsync();
        return web;
    }

    private sealed class Web(RunningProcess process, HttpClient http) : IAsyncDisposable
    {
        public RunningProcess Process => process;

        public Task AskAsync() => http.GetStringAsync(new Uri("items/7", UriKind.Relative));

        /// <summary>Of a command that ends by itself, while it is asked.</summary>
        public async Task<IReadOnlyList<System.Text.Json.JsonElement>> ResultsAsync(ApiClient api, string command)
        {
            var results = api.ResultsAsync(command);
            while (!results.IsCompleted)
            {
                await AskAsync();
            }

            return await results;
        }

        public async ValueTask DisposeAsync()
        {
            http.Dispose();
            await process.DisposeAsync();
        }
    }
}
