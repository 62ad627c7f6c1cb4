using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Arthas.Hub.Sessions;

public static class SessionServices
{
    /// <summary>What every node does for sessions whatever the engine: ends jobs and takes what is due.</summary>
    public static IServiceCollection AddSessions(this IServiceCollection services)
    {
        services.AddSessionOptions();
        services.TryAddSingleton<JobStopper>();
        services.AddHostedService<Reaper>();
        return services;
    }

    internal static IServiceCollection AddSessionOptions(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSection<LogOptions>(LogOptions.Section);
        services.AddSection<LeaseOptions>(LeaseOptions.Section);
        return services;
    }
}
