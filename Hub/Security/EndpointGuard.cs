using Arthas.Contracts.CommandLine;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.Net.Http.Headers;

namespace Arthas.Hub.Security;

/// <summary>
/// Stands around each endpoint of the hub, and of no other: its headers, its names, its users. A request that only a
/// middleware kept out would get in where an application around the hub forgot the middleware.
/// </summary>
internal sealed class EndpointGuard(Credentials credentials, HostRules rules, IPolicyEvaluator evaluator, IAuthorizationPolicyProvider policies)
{
    /// <summary>A convention of the endpoints.</summary>
    public void Stand(EndpointBuilder endpoint)
    {
        var inner = endpoint.RequestDelegate ?? throw new InvalidOperationException($"{endpoint.DisplayName} answers nothing");
        var headers = endpoint.Metadata.OfType<SecurityHeaders>().LastOrDefault() ?? SecurityHeaders.OfThePage;
        var needed = endpoint.Metadata.OfType<NeededRole>().LastOrDefault() ?? new NeededRole(Role.View);
        if (needed.Role is not { } role)
        {
            endpoint.RequestDelegate = http => Enter(http, headers) is { } refused ? RefuseAsync(http, refused) : inner(http);
            return;
        }

        var policy = PolicyAsync(role);
        endpoint.RequestDelegate = http => GuardAsync(http, headers, policy, inner);
    }

    private async Task<AuthorizationPolicy> PolicyAsync(Role role) =>
        await policies.GetPolicyAsync(ArthasAuthentication.Policy(role)) ?? throw new InvalidOperationException($"the policy {ArthasAuthentication.Policy(role)} is missing");

    // No state of its own where nothing is waited for: a request may be parked behind it for seconds.
    private Task GuardAsync(HttpContext http, SecurityHeaders headers, Task<AuthorizationPolicy> policy, RequestDelegate inner)
    {
        if (!credentials.IsOpen || !rules.Knows(http.Request.Host))
        {
            return CheckAsync(http, headers, policy, inner);
        }

        // Nobody is asked who they are, and everybody may do everything.
        if (Enter(http, headers) is { } refused)
        {
            return RefuseAsync(http, refused);
        }

        http.User = Users.Anybody;
        return inner(http);
    }

    private async Task CheckAsync(HttpContext http, SecurityHeaders headers, Task<AuthorizationPolicy> policy, RequestDelegate inner)
    {
        var refused = Enter(http, headers) ?? (await rules.AllowsHostAsync(http.Request.Host) ? null : HeaderNames.Host);
        if (refused is not null)
        {
            await RefuseAsync(http, refused);
            return;
        }

        var needed = await policy;
        var user = await evaluator.AuthenticateAsync(needed, http);
        var allowed = await evaluator.AuthorizeAsync(needed, user, http, http);
        if (allowed.Challenged)
        {
            await http.ChallengeAsync(ArthasAuthentication.Scheme);
        }
        else if (allowed.Forbidden)
        {
            await http.ForbidAsync(ArthasAuthentication.Scheme);
        }
        else
        {
            await inner(http);
        }
    }

    /// <summary>The header that names somebody else; null when none does.</summary>
    private string? Enter(HttpContext http, SecurityHeaders headers)
    {
        headers.Set(http.Response.Headers);
        var origin = http.Request.Headers.Origin.ToString();
        return origin.Length > 0 && !rules.AllowsOrigin(origin, http.Request.Host) ? HeaderNames.Origin : null;
    }

    private static Task RefuseAsync(HttpContext http, string header)
    {
        http.Response.StatusCode = StatusCodes.Status403Forbidden;
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync(
            $"The header {header} names neither this hub nor one of Hub:AllowedHosts.\n",
            http.RequestAborted);
    }
}
