using Arthas.Contracts.CommandLine;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Arthas.Hub.Security;

internal static class SecurityServices
{
    public static IServiceCollection AddHubSecurity(this IServiceCollection services)
    {
        services.TryAddSingleton<Listeners>();
        services.TryAddSingleton<HostRules>();
        services.TryAddSingleton<MadeCredentials>();
        services.TryAddSingleton<Credentials>();
        services.TryAddSingleton<LoginCookie>();
        services.TryAddSingleton<FailedLogins>();
        services.TryAddSingleton<EndpointGuard>();
        // Not AddAuthentication: it also makes keys of data protection, in the home of whoever runs the hub, which nothing here uses.
        services.AddAuthenticationCore();
        services.AddWebEncoders();
        new AuthenticationBuilder(services).AddScheme<AuthenticationSchemeOptions, ArthasAuthenticationHandler>(ArthasAuthentication.Scheme, null);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<AuthenticationOptions>, NoDefaultScheme>());
        services.AddAuthorization(static options =>
        {
            foreach (var role in Enum.GetValues<Role>())
            {
                options.AddPolicy(ArthasAuthentication.Policy(role), policy => policy
                    .AddAuthenticationSchemes(ArthasAuthentication.Scheme)
                    .RequireClaim(ArthasAuthentication.RoleClaim, ArthasAuthentication.Name(role)));
            }
        });
        return services;
    }
}
