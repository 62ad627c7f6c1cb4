using System.Net;
using Arthas.Contracts.Cluster;
using Arthas.Hub.Engines.Redis;
using Arthas.Hub.Sessions;
using Arthas.Silo.Ports;
using Arthas.Silo.Stores;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Dashboard;

namespace Arthas.Silo.Hosting;

internal static class SiloServices
{
    /// <summary>Both ports on grains, for a node that is a silo or a client of one. To be called before the hub's own services.</summary>
    public static IServiceCollection AddOrleansEngine(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<SiloOptions>().BindConfiguration(SiloOptions.Section).ValidateDataAnnotations()
            .Validate(options => IPAddress.TryParse(options.Address, out _), $"{SiloOptions.Section}:Address: is no IP address")
            .Validate<IConfiguration>(
                (_, configuration) => configuration["Cluster:Engine"] is null or "" or "orleans",
                "Cluster:Engine: Arthas.Silo is the orleans engine; Arthas.Hub has the others")
            .ValidateOnStart();
        services.TryAddSingleton<GrainCalls>();
        services.TryAddSingleton<ISessions, OrleansSessions>();
        services.TryAddSingleton<IFleet, OrleansFleet>();
        return services;
    }

    /// <summary>This process's part in the Orleans cluster: a silo, or a client of others.</summary>
    public static WebApplicationBuilder AddOrleans(this WebApplicationBuilder builder, SiloOptions options, bool redis)
    {
        if (options.Role == SiloRole.Hub)
        {
            if (redis)
            {
                builder.Services.AddRedisEngine();
            }

            builder.UseOrleansClient(client =>
            {
                client.Agree(options);
                _ = redis ? client.UseRedis() : client.UseOneMachine(options);
                if (options.Dashboard)
                {
                    client.AddDashboard();
                }
            });
            return builder;
        }

        builder.Services.AddSiloStore(redis);
        builder.UseOrleans(silo =>
        {
            silo.Agree(options);
            _ = redis ? silo.UseRedis(options) : silo.UseOneMachine(options);
            if (options.Dashboard)
            {
                silo.AddDashboard();
            }
        });
        return builder;
    }

    /// <summary>What a silo's grains stand on: Redis when one is named, else its own memory.</summary>
    public static IServiceCollection AddSiloStore(this IServiceCollection services, bool redis)
    {
        if (!redis)
        {
            services.AddSessionOptions();
            services.TryAddSingleton<SiloStore, MemoryStore>();
            services.TryAddSingleton<IWholeStore, SpreadStore>();
            return services.AddGrainParts();
        }

        services.AddRedisEngine();
        services.TryAddSingleton<SiloStore, RedisStore>();
        services.TryAddSingleton<IWholeStore, SharedStore>();
        return services.AddGrainParts();
    }

    /// <summary>The grains' own, whatever the store.</summary>
    public static IServiceCollection AddGrainParts(this IServiceCollection services)
    {
        services.AddGrainService<StoreService>();
        services.TryAddSingleton<StoreServices>();
        services.AddSingleton<IIncomingGrainCallFilter, AwayFilter>();
        return services;
    }
}
