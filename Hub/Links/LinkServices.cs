using Arthas.Hub.Sessions;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Arthas.Hub.Links;

public static class LinkServices
{
    /// <summary>The hub's end of links. Who has a stream to an agent gives it to <see cref="LinkHost.ServeAsync"/>.</summary>
    public static IServiceCollection AddLinks(this IServiceCollection services)
    {
        services.AddSessionOptions();
        services.AddOptions<LinkOptions>().BindConfiguration(LinkOptions.Section)
            .Configure<IConfiguration>((options, configuration) => options.Token ??= configuration["Agent:Token"])
            .Validate(o => !string.IsNullOrWhiteSpace(o.Node), $"{LinkOptions.Section}:Node must not be empty").ValidateOnStart();
        services.TryAddSingleton<JobStopper>();
        services.TryAddSingleton<LinkHost>();
        return services;
    }
}
