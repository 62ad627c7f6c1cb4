using Arthas.Contracts.Cluster;
using Arthas.Silo.Wire;

namespace Arthas.Silo.Stores;

/// <summary>A store that is away is said between nodes in a type that crosses.</summary>
internal sealed class AwayFilter : IIncomingGrainCallFilter
{
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        try
        {
            await context.Invoke();
        }
        catch (EngineAwayException e)
        {
            throw new StoreAwayException(e.Message);
        }
    }
}
