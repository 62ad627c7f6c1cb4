using Arthas.Hub.Engines.Local;
using Arthas.Hub.Engines.Redis;

namespace Arthas.Hub.Engines;

public static class EngineServices
{
    /// <summary>The engine that <c>Cluster:Engine</c> names. Nothing when another has been registered before.</summary>
    public static IServiceCollection AddEngine(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ClusterOptions>().BindConfiguration(ClusterOptions.Section)
            .Validate(
                options => options.Engine is ClusterOptions.Local or ClusterOptions.Redis,
                $"{ClusterOptions.Section}:{nameof(ClusterOptions.Engine)}: is neither {ClusterOptions.Local} nor {ClusterOptions.Redis}")
            .ValidateOnStart();
        return configuration[$"{ClusterOptions.Section}:{nameof(ClusterOptions.Engine)}"] == ClusterOptions.Redis
            ? services.AddRedisEngine()
            : services.AddLocalEngine();
    }
}
