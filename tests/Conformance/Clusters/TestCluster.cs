using Arthas.Conformance.Redis;

namespace Arthas.Conformance.Clusters;

/// <summary>One cluster, which all tests of its shape use one after the other, each with sessions and agents of its own.</summary>
public abstract class TestCluster : IAsyncLifetime
{
    private readonly List<TestNode> _all = [];
    private readonly List<TestNode> _hubs = [];
    private int _next;

    /// <summary>Why it cannot be tested on this machine; null when it can.</summary>
    public virtual string? WhyNot => RedisServer.WhyNot;

    internal LeapTime Time { get; } = new();

    internal ClusterSettings Settings { get; }

    private protected RedisServer? Redis { get; private set; }

    private protected TestCluster()
    {
        Settings = new ClusterSettings { Time = Time };
        Settings.Reset();
    }

    /// <summary>Nodes that answer clients.</summary>
    internal IReadOnlyList<TestNode> Hubs => _hubs;

    /// <summary>Each time another one.</summary>
    internal TestNode Next() => _hubs[(int)((uint)Interlocked.Increment(ref _next) % _hubs.Count)];

    public virtual async ValueTask InitializeAsync()
    {
        if (WhyNot is null)
        {
            Redis = await RedisServer.StartAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var node in Enumerable.Reverse(_all))
        {
            await node.DisposeAsync();
        }

        if (Redis is { } redis)
        {
            await redis.DisposeAsync();
        }
    }

    private protected async Task StartAsync(bool isHub, params (string Key, string Value)[] options)
    {
        // Leaps are longer than any call takes.
        var node = await TestNode.StartAsync(Settings, isHub, [("Silo:Attempt", "00:01:00"), ("Silo:Limit", "00:10:00"), .. options]);
        _all.Add(node);
        if (isHub)
        {
            _hubs.Add(node);
        }
    }
}
