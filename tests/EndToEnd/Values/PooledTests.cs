using System.Text.Json;
using Arthas.EndToEnd.Running;

namespace Arthas.EndToEnd.Values;

/// <summary>Async methods whose ValueTasks only their callers may await: heard at their completion, and the callers notice nothing.</summary>
public sealed class PooledTests(OdditiesFixture shared) : IClassFixture<OdditiesFixture>
{
    [Theory]
    [InlineData("Later", "returnObj == params[0]", "AtExit")]
    [InlineData("AtOnce", "returnObj == params[0]", "AtExit")]
    [InlineData("Generic", "returnObj == params[0]", "AtExit")]
    [InlineData("Nothing", "returnObj == null", "AtExit")]
    [InlineData("Faults", "throwExp.Message == \"fault \" + params[0]", "AtExceptionExit")]
    [InlineData("Cancels", "throwExp.Message == \"mine\"", "AtExceptionExit")]
    public async Task Exit_is_the_completion_and_the_caller_gets_its_own(string method, string holds, string point)
    {
        var results = await shared.Hub.Api.ResultsAsync($"watch demo.Pools {method} '{holds}' -n 20");

        var watched = results.Where(result => result.Is("watch")).ToList();
        Assert.Equal(20, watched.Count);
        Assert.All(watched, result => Assert.Equal((true, point), (result.GetProperty("value").GetBoolean(), result.Text("accessPoint"))));
        await AllRightAsync();
    }

    [Fact]
    public async Task Cost_is_the_whole_time()
    {
        var result = (await shared.Hub.Api.ResultsAsync("watch demo.Pools Later returnObj -n 1")).One("watch");

        Assert.True(result.GetProperty("cost").GetDouble() >= 4, result.ToString());
    }

    [Fact]
    public async Task Sync_gives_the_raw_call()
    {
        var value = await shared.ValueAsync("demo.Pools Later", "returnObj", "--sync");

        Assert.Equal("System.Threading.Tasks.ValueTask`1[System.Int32]", value.Text("@type"));
        await AllRightAsync();
    }

    [Fact]
    public async Task Several_who_listen_each_hear_the_completion()
    {
        var (first, second) = (await shared.Hub.Api.OpenAsync(), await shared.Hub.Api.OpenAsync());
        foreach (var (session, _) in new[] { first, second })
        {
            await shared.Hub.Api.PostAsync(new { action = "async_exec", command = "watch demo.Pools Later returnObj==params[0] -n 20", sessionId = session });
        }

        foreach (var (session, consumer) in new[] { first, second })
        {
            var all = await shared.Hub.Api.PullUntilAsync(session, consumer, result => result.Is("status"));
            Assert.All(all.Where(result => result.Is("watch")), result => Assert.Equal(JsonValueKind.True, result.GetProperty("value").ValueKind));
        }

        await AllRightAsync();
    }

    private async Task AllRightAsync()
    {
        Assert.Equal(0, await shared.FieldAsync("demo.Pools", "Wrong"));
        Assert.True(await shared.FieldAsync("demo.Pools", "Right") > 0);
    }
}
