using Microsoft.AspNetCore.Authorization;
using Microsoft.Net.Http.Headers;

namespace Arthas.Hub.Security;

/// <summary>Answers HTTP 403 to requests under a foreign <c>Host</c> or from a page of a foreign <c>Origin</c>.</summary>
internal sealed class HostCheck(RequestDelegate next, HostRules rules)
{
    // No state of its own where nothing is waited for: a request may be parked behind it for seconds.
    public Task InvokeAsync(HttpContext http)
    {
        var origin = http.Request.Headers.Origin.ToString();
        if (origin.Length > 0 && !rules.AllowsOrigin(origin, http.Request.Host))
        {
            return RefuseAsync(http, HeaderNames.Origin);
        }

        // A probe of the machine's health, or an agent with a token of its own, names the hub as it likes.
        if (IsOpen(http))
        {
            return next(http);
        }

        var allowed = rules.AllowsHostAsync(http.Request.Host);
        return !allowed.IsCompletedSuccessfully ? WaitAsync(http, allowed) : allowed.Result ? next(http) : RefuseAsync(http, HeaderNames.Host);
    }

    private async Task WaitAsync(HttpContext http, ValueTask<bool> allowed) =>
        await (await allowed ? next(http) : RefuseAsync(http, HeaderNames.Host));

    /// <summary>The endpoint needs no credentials, or looks after itself.</summary>
    public static bool IsOpen(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null;

    private static Task RefuseAsync(HttpContext http, string header)
    {
        http.Response.StatusCode = StatusCodes.Status403Forbidden;
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync(
            $"The header {header} names neither this hub nor one of Hub:AllowedHosts.\n",
            http.RequestAborted);
    }
}
