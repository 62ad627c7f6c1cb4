using System.Net.WebSockets;
using Microsoft.Extensions.Options;

namespace Arthas.Hub.Links;

/// <summary>
/// <c>/agent</c>: where agents of other hosts link to this node, by a WebSocket. They name no user's credentials but a
/// token of their own, in their hello; a node that was given none takes no links.
/// </summary>
internal static class LinkEndpoint
{
    public const string Path = "/agent";

    private static readonly TimeSpan LastMoment = TimeSpan.FromSeconds(1);

    public static IEndpointConventionBuilder MapAgentLink(this IEndpointRouteBuilder endpoints)
    {
        var link = endpoints.CreateApplicationBuilder();
        link.UseWebSockets();
        link.Run(LinkAsync);
        return endpoints.Map(Path, link.Build()).AllowAnonymous();
    }

    private static async Task LinkAsync(HttpContext http)
    {
        var services = http.RequestServices;
        if (services.GetRequiredService<IOptions<LinkOptions>>().Value.Token is not { Length: > 0 } token)
        {
            await RefuseAsync(http, StatusCodes.Status403Forbidden, "This hub was given no --Agent:Token, so it takes no agents.");
            return;
        }

        if (services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested)
        {
            await RefuseAsync(http, StatusCodes.Status503ServiceUnavailable, "This node is about to stop.");
            return;
        }

        if (!http.WebSockets.IsWebSocketRequest)
        {
            await RefuseAsync(http, StatusCodes.Status400BadRequest, "Agents link to this address by a WebSocket.");
            return;
        }

        // The link's own heartbeats tell more than the socket's.
        using var socket = await http.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext { KeepAliveInterval = Timeout.InfiniteTimeSpan });
        using var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        // It is told to go elsewhere, and given a moment for it.
        using var stopping = services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(() => end.CancelAfter(LastMoment));
        var stream = WebSocketStream.Create(socket, WebSocketMessageType.Binary, ownsWebSocket: true);
        await using (stream)
        {
            await services.GetRequiredService<LinkHost>().ServeAsync(stream, token, end.Token);
        }
    }

    private static Task RefuseAsync(HttpContext http, int status, string why)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync($"{why}\n", http.RequestAborted);
    }
}
