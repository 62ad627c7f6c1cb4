using Arthas.Conformance.Engines;
using Arthas.Contracts.Cluster;
using Arthas.Hub.Engines.Local;
using Arthas.Silo.Tests.Clusters;
using Microsoft.Extensions.Options;

namespace Arthas.Silo.Tests.Conformance;

/// <summary>Grains over the memory of two silos; the second node is a client of the cluster.</summary>
public sealed class MemoryGrainsEngine : Engine
{
    private readonly ManualTime _time = new();
    private readonly Lazy<(ISessions Sessions, IFleet Fleet)> _first;
    private readonly Lazy<(ISessions Sessions, IFleet Fleet)> _second;
    private TwoSilos _cluster = null!;

    public MemoryGrainsEngine()
    {
        _first = new(() =>
        {
            // The options are set by now.
            foreach (var store in _cluster.Stores)
            {
                store.Switch(
                    new LocalSessions(_time, Options.Create(Log), Options.Create(Leases)), new LocalFleet(_time, Options.Create(Leases)));
            }

            return _cluster.Inside(_time);
        });
        _second = new(() =>
        {
            _ = _first.Value;
            return _cluster.Outside(_time);
        });
    }

    public override ISessions Sessions => _first.Value.Sessions;

    public override IFleet Fleet => _first.Value.Fleet;

    public override (ISessions Sessions, IFleet Fleet) Other => _second.Value;

    public override TimeProvider Time => _time;

    public override async ValueTask StartAsync() => _cluster = await SharedClusters.GetAsync(sharedStore: false);

    public override Task SettleAsync() => _cluster.SettleAsync();

    public override async Task PassAsync(TimeSpan time)
    {
        await SettleAsync();
        _time.Advance(time);
    }
}
