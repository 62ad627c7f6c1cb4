using Arthas.Silo.Journals;
using Arthas.Silo.Ledgers;
using Arthas.Silo.Sessions;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Serialization;

namespace Arthas.Silo.Hosting;

public static class SiloServices
{
    /// <summary>
    /// This process's part in the cluster: a silo, or (role hub) a client of other processes' silos. Without
    /// <c>Cluster:Redis</c> it is a cluster of one silo, whose journals are in memory and which no other process can join.
    /// </summary>
    public static IServiceCollection AddArthasSilo(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        if (services.Any(static service => service.ServiceType == typeof(IClusterClient)))
        {
            throw new InvalidOperationException(
                "This application is in an Orleans cluster already, or has a hub: a process has one. Run Arthas.Hub beside it.");
        }

        var redis = configuration.ReadSection<RedisOptions>(RedisOptions.Section);
        var isCluster = !string.IsNullOrWhiteSpace(redis.Redis) && RedisAddress.ProblemOf(redis.Redis) is null;
        services.AddSiloOptions(configuration).AddClusterCalls();
        if (isCluster)
        {
            services.AddRedis(redis);
        }

        var silo = configuration.ReadSection<SiloOptions>(SiloOptions.Section);
        var isClient = silo.Role == SiloRole.Hub && isCluster;
        var before = services.Count;
        _ = isClient
            ? services.AddOrleansClient(configuration, client => client.JoinAsClient(silo, redis).AddDashboard(silo).AddTracing(silo))
            : services.AddOrleans(builder => (isCluster ? builder.Join(silo, redis) : builder.BeAlone()).AddDashboard(silo, isCluster).AddTracing(silo));
        services.StartAround(before, isClient ? SiloRole.Hub : SiloRole.Both);
        return isClient ? services : services.AddGrainServices(isCluster ? redis.Name : null);
    }

    internal static IServiceCollection AddSiloOptions(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSection<LogOptions>(configuration, LogOptions.Section);
        services.AddSection<LeaseOptions>(configuration, LeaseOptions.Section);
        services.AddSection<RedisOptions>(configuration, RedisOptions.Section);
        services.AddSection<SiloOptions>(configuration, SiloOptions.Section);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SiloOptions>, SiloOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LeaseOptions>, LeaseOptionsValidator>());
        return services;
    }

    /// <summary>What a silo and a client of silos both need.</summary>
    internal static IServiceCollection AddClusterCalls(this IServiceCollection services)
    {
        services.TryAddSingleton<ClusterPresence>();
        services.TryAddSingleton<GrainCalls>();
        services.TryAddSingleton<JobNumbers>();
        services.TryAddSingleton<HistoryWriter>();
        return services;
    }

    /// <summary>What the grains of a silo are given.</summary>
    /// <param name="cluster">The cluster's name when its journals are in Redis; null: in this process's memory.</param>
    internal static IServiceCollection AddGrainServices(this IServiceCollection services, string? cluster)
    {
        services.TryAddSingleton<SiloLogs>();
        services.AddHostedService<Sweeper>();
        if (cluster is null)
        {
            services.TryAddSingleton<IJournal, MemoryJournal>();
        }
        else
        {
            services.AddHostedService<MembershipKeeper>();
            services.TryAddSingleton<IJournal>(provider => new RedisJournal(
                provider.GetRequiredService<RedisConnection>(),
                provider.GetRequiredService<Serializer>(),
                provider.GetRequiredService<TimeProvider>(),
                cluster));
        }

        return services;
    }

    /// <summary>What Orleans, and its dashboard, start with the process is started by <see cref="ClusterStart"/>.</summary>
    private static void StartAround(this IServiceCollection services, int first, SiloRole role)
    {
        var orleans = services.Skip(first).Where(static service => service.ServiceType == typeof(IHostedService)).ToList();
        foreach (var service in orleans)
        {
            services.Remove(service);
        }

        services.AddSingleton<IHostedService>(provider => ActivatorUtilities.CreateInstance<ClusterStart>(
            provider,
            orleans.ConvertAll(service => (IHostedService)(service.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, service.ImplementationType!))),
            role));
        if (role == SiloRole.Both)
        {
            services.RemoveAll<IFatalErrorHandler>();
            services.AddSingleton<IFatalErrorHandler, DeathNotice>();
        }
    }

    private static void AddRedis(this IServiceCollection services, RedisOptions redis)
    {
        // What Redis said is the cause in exceptions of ours and of Orleans' directory: one without a codec would reach the
        // caller as another failure, which nobody takes for a Redis that is away.
        services.Configure<ExceptionSerializationOptions>(static exceptions => exceptions.SupportedNamespacePrefixes.Add(nameof(StackExchange)));
        services.TryAddSingleton(provider => new RedisConnection(
            redis, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<RedisConnection>>()));
        services.TryAddSingleton<IJournalHealth>(provider => provider.GetRequiredService<RedisConnection>());
        services.AddHostedService(provider => provider.GetRequiredService<RedisConnection>());
        services.AddHostedService<RedisDurability>();
    }
}
