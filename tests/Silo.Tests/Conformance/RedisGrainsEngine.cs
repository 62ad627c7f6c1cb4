using Arthas.Conformance.Redis;
using Arthas.Contracts.Cluster;
using Arthas.Hub.Engines;
using Arthas.Silo.Tests.Clusters;

[assembly: AssemblyFixture(typeof(SharedRedis))]

namespace Arthas.Silo.Tests.Conformance;

/// <summary>Grains of two silos over one real Redis; the second node is a client of the cluster.</summary>
public sealed class RedisGrainsEngine : RedisTestEngine
{
    private readonly Lazy<(ISessions Sessions, IFleet Fleet)> _inside;
    private readonly Lazy<(ISessions Sessions, IFleet Fleet)> _outside;
    private TwoSilos _cluster = null!;

    public RedisGrainsEngine()
    {
        _inside = new(() =>
        {
            // The options are set by now.
            _cluster.Stores[0].Switch((ISessionStore)base.Sessions, base.Fleet);
            _cluster.Stores[1].Switch((ISessionStore)base.Other.Sessions, base.Other.Fleet);
            return _cluster.Inside(Time);
        });
        _outside = new(() =>
        {
            _ = _inside.Value;
            return _cluster.Outside(Time);
        });
    }

    public override ISessions Sessions => _inside.Value.Sessions;

    public override IFleet Fleet => _inside.Value.Fleet;

    public override (ISessions Sessions, IFleet Fleet) Other => _outside.Value;

    public override async ValueTask StartAsync() => _cluster = await SharedClusters.GetAsync(sharedStore: true);

    public override async Task SettleAsync()
    {
        await _cluster.SettleAsync();
        // What a grain asked Redis before this has been answered when this has.
        await base.Fleet.TargetAsync("none", default);
        await base.Other.Fleet.TargetAsync("none", default);
    }

    public override async Task PassAsync(TimeSpan time)
    {
        await SettleAsync();
        await base.PassAsync(time);
    }
}
