namespace Arthas.Conformance.Clusters;

/// <summary>Two hub nodes that are clients of two separate silos, on one Redis.</summary>
public sealed class TwoClients : TestCluster
{
    public const string Name = "clients of two silos on one Redis";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        for (var i = 0; i < 4 && Redis is not null; i++)
        {
            await StartAsync(isHub: i >= 2, ("Cluster:Redis", Redis.Address), ("Silo:Role", i >= 2 ? "hub" : "both"));
        }
    }
}
