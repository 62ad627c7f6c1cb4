namespace Arthas.Conformance.Clusters;

/// <summary>Two hub nodes with a silo in each, on one Redis.</summary>
public sealed class TwoSilos : TestCluster
{
    public const string Name = "two silos on one Redis";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        for (var i = 0; i < 2 && Redis is not null; i++)
        {
            await StartAsync(isHub: true, ("Cluster:Redis", Redis.Address));
        }
    }
}
