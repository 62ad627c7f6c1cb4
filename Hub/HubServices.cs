using Arthas.Hub.Api;
using Arthas.Hub.Commands;
using Arthas.Hub.Jobs;
using Arthas.Hub.Links;
using Arthas.Hub.Local;
using Arthas.Hub.Nodes;
using Arthas.Hub.Security;
using Arthas.Hub.Sessions;
using Arthas.Hub.Targets;
using Arthas.Silo.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Arthas.Hub;

public static class HubServices
{
    /// <summary>
    /// Everything a hub node needs, its part in the Orleans cluster and the agent of its own host included;
    /// <see cref="HubEndpoints.MapArthas"/> is where it answers.
    /// </summary>
    /// <param name="configuration">With the sections <c>Hub</c>, <c>Cluster</c>, <c>Silo</c> and <c>Agent</c>: the application's, or a part of it.</param>
    public static IServiceCollection AddArthasHub(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddArthasSilo(configuration);
        services.AddSection<HubOptions>(configuration, HubOptions.Section);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<HubOptions>, HubOptionsValidator>());
        return services.AddHubSecurity().AddNode().AddLinks(configuration).AddTargets().AddCommands().AddApi().AddLocalAgent(configuration);
    }

    /// <summary>Adds a command of the application's own, which the hub answers itself. Its name must be free.</summary>
    public static IServiceCollection AddHubCommand<T>(this IServiceCollection services)
        where T : class, IHubCommand => services.AddSingleton<IHubCommand, T>();

    private static IServiceCollection AddNode(this IServiceCollection services)
    {
        services.TryAddSingleton<HubNode>();
        services.TryAddSingleton<HubNodeReference>();
        services.TryAddSingleton<JobWaits>();
        services.TryAddSingleton<OneTimeSessions>();
        services.TryAddSingleton<SessionClient>();
        services.TryAddSingleton<SessionFeeds>();
        services.TryAddSingleton<PullDeadlines>();
        services.TryAddSingleton<FleetView>();
        return services.AddHostedService(provider => provider.GetRequiredService<SessionFeeds>())
            .AddHostedService(provider => provider.GetRequiredService<FleetView>());
    }

    private static IServiceCollection AddTargets(this IServiceCollection services)
    {
        services.TryAddSingleton<DefaultTarget>();
        services.TryAddSingleton<TargetChooser>();
        services.TryAddSingleton<TargetBinding>();
        return services;
    }

    private static IServiceCollection AddCommands(this IServiceCollection services)
    {
        services.TryAddSingleton<Catalogue>();
        services.TryAddSingleton<HubCommands>();
        services.TryAddSingleton<JobLauncher>();
        return services;
    }

    private static IServiceCollection AddApi(this IServiceCollection services)
    {
        foreach (var action in typeof(IApiAction).Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IApiAction))))
        {
            services.TryAddEnumerable(ServiceDescriptor.Singleton(typeof(IApiAction), action));
        }

        services.TryAddSingleton<ApiDispatcher>();
        return services;
    }
}
