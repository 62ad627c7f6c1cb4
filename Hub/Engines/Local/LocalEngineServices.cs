using Arthas.Contracts.Cluster;
using Arthas.Hub.Sessions;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Arthas.Hub.Engines.Local;

public static class LocalEngineServices
{
    /// <summary>Both ports in this process's memory: the embedded default, for one node.</summary>
    public static IServiceCollection AddLocalEngine(this IServiceCollection services)
    {
        services.AddSessionOptions();
        services.TryAddSingleton<ISessions, LocalSessions>();
        services.TryAddSingleton<IFleet, LocalFleet>();
        return services;
    }
}
