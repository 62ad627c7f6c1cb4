namespace Arthas.Conformance.Clusters;

[CollectionDefinition(OneSilo.Name)]
public sealed class SharedOneSilo : ICollectionFixture<OneSilo>;
