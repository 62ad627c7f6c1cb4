using Arthas.Conformance.Engines;
using Arthas.Contracts.Cluster;

namespace Arthas.Conformance.Redis;

/// <summary>Two nodes on one real Redis, whose scripts are told what time it is, so that hours can pass.</summary>
public class RedisTestEngine : Engine
{
    private const string Now = "arthas:test:now";

    /// <summary>The year 2100: what is to vanish at a time of the test's clock does not vanish while the test runs.</summary>
    private const string Begin = "4102444800000";

    private const string Clock = $"local now = tonumber(redis.call('GET', '{Now}') or {Begin})\n";

    private readonly ManualTime _time = new();
    private readonly int _database = SharedRedis.NextDatabase();
    private readonly Lazy<RedisNode> _first;
    private readonly Lazy<RedisNode> _second;

    public RedisTestEngine()
    {
        Assert.SkipWhen(SharedRedis.Server is null, RedisServer.WhyNot ?? "");
        _first = new Lazy<RedisNode>(Start);
        _second = new Lazy<RedisNode>(Start);
    }

    public override ISessions Sessions => _first.Value.Sessions;

    public override IFleet Fleet => _first.Value.Fleet;

    public override (ISessions Sessions, IFleet Fleet) Other => (_second.Value.Sessions, _second.Value.Fleet);

    public override TimeProvider Time => _time;

    public override async Task PassAsync(TimeSpan time)
    {
        // On the connection of the first node: what that was asked before has been done when time has passed.
        await _first.Value.Engine.CallAsync("SETNX", [Now, Begin], default);
        await _first.Value.Engine.CallAsync("INCRBY", [Now, (long)time.TotalMilliseconds], default);
        _time.Advance(time);
        // What woke up by that asks Redis: it goes on a few calls before more time passes.
        for (var i = 0; i < 10; i++)
        {
            await _first.Value.Engine.CallAsync("PING", [], default);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var node in new[] { _first, _second }.Where(n => n.IsValueCreated))
        {
            await node.Value.DisposeAsync();
        }

        await base.DisposeAsync();
    }

    private RedisNode Start() =>
        new($"{SharedRedis.Server!.Address},defaultDatabase={_database}", Log, Leases, _time, Clock);
}
