using System.Net.Mime;
using Arthas.Silo.Journals;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Arthas.Silo.Hosting;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: so does the cluster, and it is not about to stop. Neither needs credentials.</summary>
internal static class HealthEndpoints
{
    // A balancer asks every few seconds and does not wait long itself.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    /// <param name="ask">Asks the cluster something; null where being a member of it is enough.</param>
    public static IEndpointConventionBuilder MapHealth(this IEndpointRouteBuilder endpoints, Func<CancellationToken, ValueTask>? ask = null)
    {
        var health = endpoints.MapGroup("/health");
        health.MapMethods("/live", Methods, (RequestDelegate)(http => AnswerAsync(http, StatusCodes.Status200OK, "live")));
        health.MapMethods("/ready", Methods, (RequestDelegate)(async http =>
        {
            var problem = await ProblemAsync(http, ask);
            await AnswerAsync(http, problem is null ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable, problem ?? "ready");
        }));
        return health.AllowAnonymous();
    }

    private static async ValueTask<string?> ProblemAsync(HttpContext http, Func<CancellationToken, ValueTask>? ask)
    {
        var services = http.RequestServices;
        if (services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested)
        {
            return "this node is about to stop";
        }

        if ((services.GetService<IJournalHealth>()?.Away ?? services.GetRequiredService<ClusterPresence>().NotYet) is { } away)
        {
            return away;
        }

        using var limit = new CancellationTokenSource(Patience, services.GetRequiredService<TimeProvider>());
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, http.RequestAborted);
        try
        {
            await (ask is null ? ValueTask.CompletedTask : ask(either.Token));
            return null;
        }
        catch (Exception e) when (!http.RequestAborted.IsCancellationRequested)
        {
            return e is ClusterAwayException ? e.Message : "the cluster does not answer";
        }
    }

    private static Task AnswerAsync(HttpContext http, int status, string text)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = MediaTypeNames.Text.Plain;
        return http.Response.WriteAsync(text + "\n", http.RequestAborted);
    }
}
