using Orleans.Runtime.Services;

namespace Arthas.Silo.Stores;

/// <summary>The parts of all silos that are up.</summary>
internal sealed class StoreServices(IServiceProvider services, ISiloStatusOracle silos) : GrainServiceClient<IStoreService>(services)
{
    public IReadOnlyList<IStoreService> All => [.. silos.GetApproximateSiloStatuses(onlyActive: true).Keys.Select(GetGrainService)];
}
