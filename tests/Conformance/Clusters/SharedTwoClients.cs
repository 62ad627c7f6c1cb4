namespace Arthas.Conformance.Clusters;

[CollectionDefinition(TwoClients.Name)]
public sealed class SharedTwoClients : ICollectionFixture<TwoClients>;
