using Arthas.Conformance.Redis;

namespace Arthas.Silo.Tests.Processes;

/// <summary>Silos on a Redis of their own that loses nothing, an agent, and a program that counts.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _running = [];

    /// <summary>Those with the HTTP API.</summary>
    public required IReadOnlyList<Node> Hubs { get; init; }

    public required IReadOnlyList<Node> Silos { get; init; }

    public RunningProcess Target { get; private set; } = null!;

    public static Task<Cluster> StartBothAsync(int count, int rate) => StartAsync(server =>
    {
        var nodes = Nodes("both", count, server);
        return new Cluster { Hubs = nodes, Silos = nodes };
    }, rate);

    public static Task<Cluster> StartApartAsync(int hubs, int silos, int rate) =>
        StartAsync(server => new Cluster { Hubs = Nodes("hub", hubs, server), Silos = Nodes("silo", silos, server) }, rate);

    public async ValueTask DisposeAsync()
    {
        foreach (var running in Enumerable.Reverse(_running))
        {
            await running.DisposeAsync();
        }
    }

    private static Node[] Nodes(string role, int count, RedisServer redis) => [.. Enumerable.Range(0, count).Select(_ => new Node(role, redis.Address))];

    private static async Task<Cluster> StartAsync(Func<RedisServer, Cluster> make, int rate)
    {
        Assert.SkipWhen(RedisServer.WhyNot is not null, RedisServer.WhyNot ?? "");
        var redis = await RedisServer.StartAsync("--appendonly", "yes", "--appendfsync", "always");
        var cluster = make(redis);
        cluster._running.Add(redis);
        try
        {
            await cluster.StartAsync(rate);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    private async Task StartAsync(int rate)
    {
        foreach (var node in Silos.Concat(Hubs).Distinct())
        {
            _running.Add(node);
            await node.StartAsync();
        }

        Target = RunningProcess.Start(Built.Target("Counter"), ["--rate", $"{rate}"]);
        _running.Add(Target);
        var agent = RunningProcess.Start(
            Built.Agent,
            ["--Agent:Hub", string.Join(',', Hubs.Select(hub => hub.Address)), "--Agent:Token", Node.Token, "--Agent:Name", "web01", "--Agent:Apps", "Counter"]);
        _running.Add(agent);
        await ListedAsync();
    }

    private async Task ListedAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!(await Hubs[^1].GetAsync("/api/v1/targets", limit.Token)).Contains($"\"pid\":{Target.Id},", StringComparison.Ordinal))
        {
            await Task.Delay(50, limit.Token);
        }
    }
}
