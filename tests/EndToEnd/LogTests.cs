using System.Text.Json;
using Arthas.EndToEnd.Running;

namespace Arthas.EndToEnd;

/// <summary>What a log cannot keep is announced to the number, and a job that nobody hears is interrupted: over HTTP, with short bounds.</summary>
public sealed class LogTests
{
    private const string Watch = "watch demo.Counter next params[0] -n 1000000";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Results_that_a_log_could_not_keep_are_missed_exactly(bool onRedis)
    {
        await using var at = await At.StartAsync(onRedis, "--Hub:SessionLogResults", "1000", "--Hub:PullResults", "100");
        var (session, reader) = await at.Hub.Api.OpenAsync();
        var late = (await at.Hub.Api.PostAsync(new { action = "join_session", sessionId = session })).Text("consumerId");
        await at.Hub.Api.PostAsync(new { action = "async_exec", command = Watch, sessionId = session });
        var first = Numbers(await at.Hub.Api.PullUntilAsync(session, late, static result => result.Is("watch")));
        var seen = new List<int>();
        while (seen.Count < 2500)
        {
            seen.AddRange(Numbers(await at.Hub.Api.PullAsync(session, reader)));
        }

        var reply = (await at.Hub.Api.PostAsync(new { action = "pull_results", sessionId = session, consumerId = late })).GetProperty("body");

        var numbers = Numbers(reply.GetProperty("results").EnumerateArray());
        Assert.True(reply.GetProperty("missed").GetInt64() > 1000);
        Assert.Equal(numbers[0] - first[^1] - 1, reply.GetProperty("missed").GetInt64());
        Assert.Equal(Enumerable.Range(numbers[0], numbers.Count), numbers);
        Assert.Equal(Enumerable.Range(seen[0], seen.Count), seen);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_job_whose_every_consumer_loses_results_and_pulls_no_more_is_interrupted(bool onRedis)
    {
        await using var at = await At.StartAsync(onRedis, "--Hub:SessionLogResults", "500", "--Hub:PullResults", "100", "--Hub:Leases:Unheard", "00:00:02");
        var (session, consumer) = await at.Hub.Api.OpenAsync();
        await at.Hub.Api.PostAsync(new { action = "async_exec", command = Watch, sessionId = session });
        var first = Numbers(await at.Hub.Api.PullUntilAsync(session, consumer, static result => result.Is("watch")))[^1];

        // The only thing that tells without a pull: the slot is free again.
        JsonElement other;
        do
        {
            other = await at.Hub.Api.ExecAsync("version", session);
        }
        while (other.Text("state") == "REFUSED");

        var body = (await at.Hub.Api.PostAsync(new { action = "pull_results", sessionId = session, consumerId = consumer })).GetProperty("body");
        var results = body.GetProperty("results").EnumerateArray().ToList();
        var numbers = Numbers(results);
        Assert.Equal(numbers[0] - first - 1, body.GetProperty("missed").GetInt64());
        results.AddRange(await at.Hub.Api.PullUntilAsync(session, consumer, static result => result.Is("status")));
        var message = results.One("message");
        Assert.Equal((0, "all consumers are unhealthy, current job was interrupted."), (message.GetProperty("jobId").GetInt32(), message.Text("message")));
        Assert.Equal(0, results.One("status").GetProperty("statusCode").GetInt32());
        Assert.False(results.One("status").TryGetProperty("message", out _));
        Assert.True(results.IndexOf(message) < results.FindIndex(static result => result.Is("status")));
    }

    [Fact]
    public async Task An_exec_with_more_results_than_its_log_keeps_says_how_many()
    {
        await using var at = await At.StartAsync(onRedis: false, "--Hub:SessionLogResults", "200");

        var body = (await at.Hub.Api.ExecAsync("watch demo.Counter next params[0] -n 1000")).GetProperty("body");

        var results = body.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(200, results.Count);
        Assert.Equal(1002 - 200, body.GetProperty("missed").GetInt64());
        Assert.Equal(0, results[^1].GetProperty("statusCode").GetInt32());
    }

    private static List<int> Numbers(IEnumerable<JsonElement> results) =>
        [.. results.Where(static result => result.Is("watch")).Select(static result => result.GetProperty("value").GetInt32())];

    /// <summary>A hub, and a program that calls a method 1,000 times a second with consecutive numbers.</summary>
    private sealed class At : IAsyncDisposable
    {
        private RedisProcess? _redis;
        private RunningProcess _counter = null!;

        public HubProcess Hub { get; private set; } = null!;

        public static async Task<At> StartAsync(bool onRedis, params string[] options)
        {
            if (onRedis && RedisProcess.WhyNot is { } reason)
            {
                Assert.Skip(reason);
            }

            var at = new At { _redis = onRedis ? await RedisProcess.StartAsync() : null, _counter = RunningProcess.Start(Built.Target("Counter"), []) };
            await at._counter.LineAsync("counting");
            at.Hub = await HubProcess.StartForAsync(at._counter, [.. at._redis?.Options ?? [], .. options]);
            return at;
        }

        public async ValueTask DisposeAsync()
        {
            await Hub.DisposeAsync();
            await _counter.DisposeAsync();
            if (_redis is not null)
            {
                await _redis.DisposeAsync();
            }
        }
    }
}
