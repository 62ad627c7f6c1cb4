using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Arthas.Hub.Security;

internal static class SecurityServices
{
    public static IServiceCollection AddHubSecurity(this IServiceCollection services)
    {
        services.TryAddSingleton<Listeners>();
        services.TryAddSingleton<HostRules>();
        services.TryAddSingleton<IMadeCredentials, OwnCredentials>();
        services.TryAddSingleton<Credentials>();
        services.TryAddSingleton<LoginCookie>();
        services.TryAddSingleton<FailedLogins>();
        return services;
    }

    /// <summary>Before everything that answers. Endpoints that allow anonymous requests (health, the agents' link) are let through.</summary>
    public static IApplicationBuilder UseHubSecurity(this IApplicationBuilder app)
    {
        app.ApplicationServices.GetRequiredService<Listeners>().Observe();
        return app.UseMiddleware<SecurityHeaders>().UseMiddleware<HostCheck>().UseMiddleware<CredentialCheck>();
    }
}
