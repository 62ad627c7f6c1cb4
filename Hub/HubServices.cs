using Arthas.Hub.Api;
using Arthas.Hub.Commands;
using Arthas.Hub.Engines.Local;
using Arthas.Hub.Jobs;
using Arthas.Hub.Links;
using Arthas.Hub.Security;
using Arthas.Hub.Sessions;
using Arthas.Hub.Targets;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Arthas.Hub;

public static class HubServices
{
    /// <summary>Everything a hub node needs. An engine other than <c>local</c> is registered before this.</summary>
    public static IServiceCollection AddArthasHub(this IServiceCollection services)
    {
        services.AddSection<HubOptions>(HubOptions.Section);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<HubOptions>, HubOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.AddSessions().AddLinks().AddLocalEngine();
        return services.AddHubSecurity().AddTargets().AddCommands().AddApi();
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
        services.TryAddSingleton<SessionCloser>();
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
