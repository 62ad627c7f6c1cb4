namespace Arthas.Conformance.Clusters;

[CollectionDefinition(TwoSilos.Name)]
public sealed class SharedTwoSilos : ICollectionFixture<TwoSilos>;
