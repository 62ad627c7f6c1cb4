using System.Net.Mime;
using Arthas.Contracts.Cluster;

namespace Arthas.Hub.Health;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: so does the engine. Neither needs credentials.</summary>
internal static class HealthEndpoints
{
    // A balancer asks every few seconds and does not wait long itself.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    public static IEndpointConventionBuilder MapHealth(this IEndpointRouteBuilder endpoints)
    {
        var health = endpoints.MapGroup("/health");
        health.MapMethods("/live", Methods, (RequestDelegate)(http => AnswerAsync(http, StatusCodes.Status200OK, "live")));
        health.MapMethods("/ready", Methods, (RequestDelegate)ReadyAsync);
        return health.AllowAnonymous();
    }

    private static async Task ReadyAsync(HttpContext http)
    {
        var services = http.RequestServices;
        using var limit = new CancellationTokenSource(Patience, services.GetRequiredService<TimeProvider>());
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, http.RequestAborted);
        try
        {
            await services.GetRequiredService<IFleet>().TargetAsync("none", either.Token);
            await AnswerAsync(http, StatusCodes.Status200OK, "ready");
        }
        catch (Exception away) when (!http.RequestAborted.IsCancellationRequested)
        {
            var why = away is EngineAwayException ? away.Message : "the engine does not answer";
            await AnswerAsync(http, StatusCodes.Status503ServiceUnavailable, why);
        }
    }

    private static Task AnswerAsync(HttpContext http, int status, string text)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = MediaTypeNames.Text.Plain;
        return http.Response.WriteAsync(text + "\n", http.RequestAborted);
    }
}
