namespace Arthas.EndToEnd.Running;

/// <summary>
/// Two hub nodes on one Redis, a program that counts, and an agent in the first node. A request goes to either in turn,
/// as a balancer without stickiness would send it.
/// </summary>
internal sealed class Cluster : IAsyncDisposable
{
    private int _turn;

    private Cluster(RedisProcess redis, HubProcess first, HubProcess second, RunningProcess counter) =>
        (Redis, First, Second, Counter) = (redis, first, second, counter);

    public RedisProcess Redis { get; }

    /// <summary>Has the agent.</summary>
    public HubProcess First { get; }

    public HubProcess Second { get; }

    public RunningProcess Counter { get; }

    public ApiClient Next => Interlocked.Increment(ref _turn) % 2 == 0 ? First.Api : Second.Api;

    public static async Task<Cluster> StartAsync(int rate = 1000)
    {
        var redis = await RedisProcess.StartAsync();
        var counter = RunningProcess.Start(Built.Target("Counter"), ["--rate", $"{rate}"]);
        await counter.LineAsync("counting");
        string[] options = [.. redis.Options, "--Hub:Target", $"pid={counter.Id}"];
        var first = await HubProcess.StartAsync(options);
        var second = await HubProcess.StartAsync([.. options, "--Agent:Embedded", "false"]);
        await second.ListedAsync(counter);
        return new Cluster(redis, first, second, counter);
    }

    public async ValueTask DisposeAsync()
    {
        await First.DisposeAsync();
        await Second.DisposeAsync();
        await Counter.DisposeAsync();
        await Redis.DisposeAsync();
    }
}
