namespace Arthas.Conformance.Clusters;

/// <summary>The hub as it is when nothing is configured: a silo in its process, its journals in memory.</summary>
public sealed class OneSilo : TestCluster
{
    public const string Name = "one silo in memory";

    public override string? WhyNot => null;

    public override async ValueTask InitializeAsync() => await StartAsync(isHub: true);
}
