using System.Text.Json;
using Arthas.EndToEnd.Running;

namespace Arthas.EndToEnd;

/// <summary>A method called a million times a second under a watch. What it costs is measured in tests/Benchmarks.</summary>
public sealed class GovernorTests
{
    private const string Hot = "watch HotLoop.Calls Work";

    [Theory]
    [InlineData("params")]
    [InlineData("params '#cost >= 0'")]
    [InlineData("'{params, returnObj}' 'returnObj != 0 || params[1] >= 0'")]
    public async Task A_hot_method_is_sampled_and_the_job_says_so_and_goes_on(string express)
    {
        await using var target = await HotAsync();
        await using var hub = await HubProcess.StartForAsync(target);
        var (session, consumer) = await hub.Api.OpenAsync();

        await hub.Api.PostAsync(new { action = "async_exec", command = $"{Hot} {express} -n 100000000", sessionId = session });

        await hub.Api.PullUntilAsync(session, consumer, static result => result.Is("message") && result.Text("message").Contains("calls are sampled", StringComparison.Ordinal));
        await hub.Api.PullUntilAsync(session, consumer, static result => result.Is("watch"));
        await hub.Api.PostAsync(new { action = "interrupt_job", sessionId = session });
        var ended = await hub.Api.PullUntilAsync(session, consumer, static result => result.Is("status"));
        Assert.Equal(0, ended.One("status").GetProperty("statusCode").GetInt32());
        Assert.Equal(0, (await hub.Api.ResultsAsync("reset")).One("reset").GetProperty("affect").GetProperty("methodCount").GetInt32());
    }

    [Fact]
    public async Task A_few_calls_of_a_hot_method_are_exactly_as_many_and_nothing_is_said()
    {
        await using var target = await HotAsync();
        await using var hub = await HubProcess.StartForAsync(target);

        var results = await hub.Api.ResultsAsync($"{Hot} params -n 5");

        Assert.Equal(["enhancer", "watch", "watch", "watch", "watch", "watch", "status"], results.Select(static result => result.Text("type")));
    }

    [Fact]
    public async Task A_thousand_calls_a_second_are_all_taken()
    {
        await using var target = RunningProcess.Start(Built.Target("Counter"), ["--rate", "1000"]);
        await target.LineAsync("counting");
        await using var hub = await HubProcess.StartForAsync(target);
        var (session, consumer) = await hub.Api.OpenAsync();

        await hub.Api.PostAsync(new { action = "async_exec", command = "watch demo.Counter next params[0] -n 5000", sessionId = session });

        var results = await hub.Api.PullUntilAsync(session, consumer, static result => result.Is("status"));
        var numbers = results.Where(static result => result.Is("watch")).Select(static result => result.GetProperty("value").GetInt32()).ToList();
        Assert.Equal(Enumerable.Range(numbers[0], 5000), numbers);
        Assert.DoesNotContain(results, static result => result.Is("message") && result.Text("message").Contains("sampled", StringComparison.Ordinal));
    }

    /// <summary>One that calls the method as often as it can for longer than a test takes.</summary>
    private static async Task<RunningProcess> HotAsync()
    {
        var process = RunningProcess.Start(Built.Target("HotLoop"), []);
        await process.LineAsync("hot loop");
        await process.SendAsync("1 run Work 600000");
        return process;
    }
}
