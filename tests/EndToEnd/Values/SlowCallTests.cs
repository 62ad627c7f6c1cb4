using System.Text.Json;
using Arthas.EndToEnd.Running;

namespace Arthas.EndToEnd.Values;

/// <summary>Expressions that call what takes its time, on the threads of a real program.</summary>
public sealed class SlowCallTests
{
    private const string TooLong = "The expression called a method of the application that took too long: ";

    [Theory]
    [InlineData("'params[0].Sleep(200)'", "demo.Slow.Sleep")]
    [InlineData("params[0].Getter", "demo.Slow.Getter")]
    [InlineData("'params[0].Steps.{#this}'", "demo.Slow+<get_Steps>d__")]
    [InlineData("params 'params[0].Sleep(200)==1'", "demo.Slow.Sleep")]
    [InlineData("'{params[0].Sleep(60), params[0].Sleep(60), params[0].Sleep(60), params[0].Sleep(60)}'", "demo.Slow.Sleep")]
    public async Task Slow_call_ends_the_job_with_its_name_and_is_not_made_again(string express, string named)
    {
        await using var shared = new OdditiesFixture();
        await shared.InitializeAsync();

        var results = await shared.Hub.Api.ResultsAsync($"watch demo.Work Use {express} -n 1000");

        var status = results.One("status");
        Assert.Equal(-1, status.GetProperty("statusCode").GetInt32());
        Assert.StartsWith(TooLong, status.Text("message"), StringComparison.Ordinal);
        Assert.Contains(named, status.Text("message"), StringComparison.Ordinal);
        Assert.Equal(status.ToString(), results[^1].ToString());

        // Each of the four workers was in such a call at most, and a few steps of it.
        var calls = await shared.FieldAsync("demo.Slow", "Sleeps");
        Assert.InRange(calls, 1, 16);
        await RoundsAsync(shared);
        Assert.Equal(calls, await shared.FieldAsync("demo.Slow", "Sleeps"));
        Assert.Equal(0, (await shared.Hub.Api.ResultsAsync("reset")).One("reset").GetProperty("affect").GetProperty("methodCount").GetInt32());
    }

    [Fact]
    public async Task Call_that_never_returns_ends_the_job_and_other_commands_go_on()
    {
        await using var shared = new OdditiesFixture();
        await shared.InitializeAsync();

        var status = (await shared.Hub.Api.ResultsAsync("watch demo.Work Use 'params[0].Block()' -n 1000")).One("status");

        Assert.Equal(-1, status.GetProperty("statusCode").GetInt32());
        Assert.StartsWith(TooLong + "demo.Slow.Block has not returned for ", status.Text("message"), StringComparison.Ordinal);
        Assert.Equal("watch", (await shared.Hub.Api.ResultsAsync("help watch")).One("help").GetProperty("detailCommand").Text("name"));
        Assert.InRange(await shared.FieldAsync("demo.Slow", "Blocked"), 1, 4);
        await shared.DoAsync("open");
        await RoundsAsync(shared);
    }

    [Fact]
    public async Task Ognl_that_never_returns_is_interrupted_and_others_are_answered()
    {
        await using var shared = new OdditiesFixture();
        await shared.InitializeAsync();

        var reply = await shared.Hub.Api.ExecAsync("ognl '@System.Threading.Thread@Sleep(100000)'", execTimeout: 500);

        Assert.Equal("INTERRUPTED", reply.Text("state"));
        Assert.Equal(2, (await shared.Hub.Api.ResultsAsync("ognl '1 + 1'")).One("ognl").GetProperty("value").GetInt32());
    }

    /// <summary>Until all workers have gone round again.</summary>
    private static async Task RoundsAsync(OdditiesFixture shared)
    {
        var before = await shared.FieldAsync("demo.Work", "Rounds");
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (await shared.FieldAsync("demo.Work", "Rounds") < before + 20)
        {
            limit.Token.ThrowIfCancellationRequested();
        }
    }
}
