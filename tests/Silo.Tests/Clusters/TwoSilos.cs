using Arthas.Contracts.Cluster;
using Arthas.Silo.Hosting;
using Arthas.Silo.Ports;
using Arthas.Silo.Stores;
using Arthas.Silo.Wire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Hosting;
using Orleans.TestingHost;

namespace Arthas.Silo.Tests.Clusters;

/// <summary>A cluster of two silos and a client, which all tests of one kind of store share one after the other.</summary>
internal sealed class TwoSilos : IAsyncDisposable
{
    private readonly InProcessTestCluster _cluster;
    private readonly GrainCalls _calls =
        new(Options.Create(new SiloOptions()), new LoggerFactory().CreateLogger<GrainCalls>());

    private readonly CallWatch _watch;

    private TwoSilos(InProcessTestCluster cluster, CallWatch watch) => (_cluster, _watch) = (cluster, watch);

    public IReadOnlyList<SwitchedStore> Stores => [.. _cluster.Silos.Select(silo => (SwitchedStore)silo.ServiceProvider.GetRequiredService<SiloStore>())];

    public static async Task<TwoSilos> StartAsync(bool shared)
    {
        var watch = new CallWatch();
        var builder = new InProcessTestClusterBuilder(2);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton<SiloStore>(new SwitchedStore(shared));
            silo.Services.AddGrainParts();
            silo.AddIncomingGrainCallFilter(watch);
            silo.AddOutgoingGrainCallFilter(watch);
            if (shared)
            {
                silo.Services.AddSingleton<IWholeStore, SharedStore>();
            }
            else
            {
                silo.Services.AddSingleton<IWholeStore, SpreadStore>();
            }
        });
        builder.ConfigureClient(client => client.AddOutgoingGrainCallFilter(watch));
        var cluster = builder.Build();
        await cluster.DeployAsync();
        try
        {
            // Made before the jobs of any test, because its counter goes on above those it finds.
            await cluster.Client.GetGrain<ILedgerGrain>(0).HistoryAsync(CancellationToken.None);
        }
        catch (StoreAwayException)
        {
            // It is there; the store comes with a test.
        }

        return new TwoSilos(cluster, watch);
    }

    /// <summary>The ports as a process with a silo in it has them.</summary>
    public (ISessions Sessions, IFleet Fleet) Inside(TimeProvider time) => Ports(_cluster.Silos[0].ServiceProvider.GetRequiredService<IGrainFactory>(), time);

    /// <summary>The ports as a client of the cluster has them.</summary>
    public (ISessions Sessions, IFleet Fleet) Outside(TimeProvider time) => Ports(_cluster.Client, time);

    /// <summary>Every call that was made has reached its grain.</summary>
    public Task SettleAsync() => _watch.SettleAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    private (ISessions Sessions, IFleet Fleet) Ports(IGrainFactory grains, TimeProvider time) =>
        (new OrleansSessions(grains, _calls, time), new OrleansFleet(grains, _calls, time));
}
