using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Arthas.Hub.Links;

internal static class LinkServices
{
    /// <summary>The hub's end of links. Who has a stream to an agent gives it to <see cref="LinkHost.ServeAsync"/>.</summary>
    public static IServiceCollection AddLinks(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<LinkOptions>().Bind(configuration.GetSection(LinkOptions.Section))
            .Configure(options => options.Token ??= configuration["Agent:Token"])
            .Validate(o => !string.IsNullOrWhiteSpace(o.Node), $"{LinkOptions.Section}:Node must not be empty").ValidateOnStart();
        services.TryAddSingleton<AgentLinks>();
        services.TryAddSingleton<LinkHost>();
        return services.AddHostedService(provider => provider.GetRequiredService<AgentLinks>());
    }
}
