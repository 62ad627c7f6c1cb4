using Microsoft.AspNetCore.Authorization;
using Microsoft.Net.Http.Headers;

namespace Arthas.Hub.Security;

/// <summary>Answers HTTP 403 to requests under a foreign <c>Host</c> or from a page of a foreign <c>Origin</c>.</summary>
internal sealed class HostCheck(RequestDelegate next, HostRules rules)
{
    public async Task InvokeAsync(HttpContext http)
    {
        var origin = http.Request.Headers.Origin.ToString();
        if (origin.Length > 0 && !rules.AllowsOrigin(origin, http.Request.Host))
        {
            await RefuseAsync(http, HeaderNames.Origin);
        }

        // A probe of the machine's health, or an agent with a token of its own, names the hub as it likes.
        else if (!IsOpen(http) && !await rules.AllowsHostAsync(http.Request.Host))
        {
            await RefuseAsync(http, HeaderNames.Host);
        }
        else
        {
            await next(http);
        }
    }

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
