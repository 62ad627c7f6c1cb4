using Arthas.Contracts.Cluster;
using Arthas.Hub.Security;
using Arthas.Hub.Sessions;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Arthas.Hub.Engines.Redis;

public static class RedisEngineServices
{
    /// <summary>Both ports in a Redis that all nodes of a cluster share.</summary>
    public static IServiceCollection AddRedisEngine(this IServiceCollection services)
    {
        services.AddSessionOptions();
        services.AddSection<RedisOptions>(RedisOptions.Section);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RedisOptions>, RedisOptionsValidator>());
        services.TryAddSingleton(s => new RedisScripts(
            s.GetRequiredService<IOptions<LogOptions>>().Value, s.GetRequiredService<IOptions<LeaseOptions>>().Value));
        services.TryAddSingleton<RedisEngine>();
        services.AddHostedService(s => s.GetRequiredService<RedisEngine>());
        services.TryAddSingleton<IMadeCredentials, RedisMadeCredentials>();
        services.TryAddSingleton<ISessions, RedisSessions>();
        services.TryAddSingleton<IFleet, RedisFleet>();
        return services;
    }
}
