using Arthas.Silo.Tests.Clusters;

[assembly: AssemblyFixture(typeof(SharedClusters))]

// One test at a time: each has the clusters' stores to itself.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace Arthas.Silo.Tests.Clusters;

/// <summary>The clusters that tests share, started when the first one needs them.</summary>
public sealed class SharedClusters : IAsyncDisposable
{
    private static readonly Dictionary<bool, TwoSilos> Started = [];

    internal static async Task<TwoSilos> GetAsync(bool sharedStore)
    {
        if (!Started.TryGetValue(sharedStore, out var cluster))
        {
            Started.Add(sharedStore, cluster = await TwoSilos.StartAsync(sharedStore));
        }

        return cluster;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var cluster in Started.Values)
        {
            await cluster.DisposeAsync();
        }

        Started.Clear();
    }
}
