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
        app.MapArthasApi();
        app.MapTargets();
        app.MapHealth();
        app.UseWebSockets();
        app.MapAgentLink();
        app.MapPage();
        app.MapFallback("{**path}", NotFound.AnswerAsync);
        return app;
    }
}
