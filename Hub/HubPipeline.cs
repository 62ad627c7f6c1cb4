using Arthas.Hub.Api;
using Arthas.Hub.Health;
using Arthas.Hub.Links;
using Arthas.Hub.Page;
using Arthas.Hub.Security;
using Arthas.Hub.Targets;

namespace Arthas.Hub;

internal static class HubPipeline
{
    /// <summary>From a request to its endpoint: first who may ask, then what there is.</summary>
    public static WebApplication UseArthasHub(this WebApplication app)
    {
        app.UseHubSecurity();
        // Only where there are any: it looks at every request that comes by.
        app.UseWhen(static http => http.Request.Path == LinkEndpoint.Path, static links => links.UseWebSockets());
        app.MapArthasApi();
        app.MapTargets();
        app.MapHealth();
        app.MapAgentLink();
        app.MapPage();
        app.MapFallback("{**path}", NotFound.AnswerAsync);
        return app;
    }
}
