using Arthas.Contracts.CommandLine;
using Arthas.Hub.Api;
using Arthas.Hub.Commands;
using Arthas.Hub.Links;
using Arthas.Hub.Page;
using Arthas.Hub.Security;
using Arthas.Hub.Targets;
using Arthas.Silo.Hosting;

namespace Arthas.Hub;

/// <summary>Where the hub answers.</summary>
public static class HubEndpoints
{
    /// <summary>
    /// Maps the HTTP API, the page and the agents' link below a prefix: <c>/prefix/api</c>, <c>/prefix/ui/</c>,
    /// <c>/prefix/agent</c>, … What the hub asks of its callers is asked of those of its own endpoints only.
    /// </summary>
    /// <param name="prefix">Such as <c>/diagnostics</c>; default: the root.</param>
    /// <returns>For policies and conventions of the application's own.</returns>
    public static IEndpointConventionBuilder MapArthas(this IEndpointRouteBuilder endpoints, string prefix = "") => endpoints.MapArthas(prefix, more: null);

    /// <param name="more">Maps what only the hub as a program has, with the same guard around it.</param>
    internal static IEndpointConventionBuilder MapArthas(this IEndpointRouteBuilder endpoints, string prefix, Action<IEndpointRouteBuilder>? more)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(prefix);
        var services = endpoints.ServiceProvider;
        var guard = services.GetService<EndpointGuard>() ?? throw new InvalidOperationException("MapArthas needs services.AddArthasHub(configuration).");
        services.GetRequiredService<Listeners>().Observe();
        // Two commands of one name are found out here, not by the first request.
        _ = services.GetRequiredService<HubCommands>().Specs;
        prefix = prefix.Trim('/') is { Length: > 0 } path ? $"/{path}" : "";
        var hub = endpoints.MapGroup(prefix);
        hub.WithMetadata(new HubPrefix(prefix));
        hub.MapArthasApi();
        hub.MapTargets();
        hub.MapHealth(services.GetRequiredService<FleetView>().LookAsync).WithMetadata(new NeededRole(null));
        // Agents show their token.
        hub.MapAgentLink().WithMetadata(new NeededRole(null));
        hub.MapPage();
        hub.MapDashboard().WithMetadata(new NeededRole(Role.Admin), SecurityHeaders.OfTheDashboard);
        more?.Invoke(hub);
        hub.MapFallback("{**path}", NotFound.AnswerAsync);
        ((IEndpointConventionBuilder)hub).Finally(guard.Stand);
        return hub;
    }
}
