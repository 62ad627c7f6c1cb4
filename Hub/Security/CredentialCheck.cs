using System.Globalization;
using System.Text;
using Arthas.Contracts.CommandLine;
using Microsoft.Extensions.Primitives;

namespace Arthas.Hub.Security;

/// <summary>
/// Asks for credentials where a login is needed: the cookie of an earlier request, HTTP Basic, or <c>?password=</c>
/// with <c>?username=</c>. No address is exempt: behind a proxy everybody comes from 127.0.0.1.
/// </summary>
internal sealed class CredentialCheck(RequestDelegate next, Credentials credentials, LoginCookie cookie, FailedLogins failed)
{
    // No state of its own where nothing is waited for: a request may be parked behind it for seconds.
    public Task InvokeAsync(HttpContext http) =>
        HostCheck.IsOpen(http) ? next(http)
        : credentials.IsOpen ? PassAsync(http, Role.Change)
        : CheckAsync(http);

    private async Task CheckAsync(HttpContext http)
    {
        if (credentials.Away is { } away)
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            await http.Response.WriteAsync(away, http.RequestAborted);
            return;
        }

        if ((await credentials.Login is null ? Role.Change : await cookie.RoleAsync(http)) is { } known)
        {
            await PassAsync(http, known);
            return;
        }

        var address = http.Connection.RemoteIpAddress;
        var blocked = failed.Blocked(address);
        if (blocked > TimeSpan.Zero)
        {
            http.Response.Headers.RetryAfter = Math.Ceiling(blocked.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            Refuse(http);
        }
        else if (Sent(http.Request) is not { } sent)
        {
            Refuse(http);
        }
        else if (await credentials.RoleOfAsync(sent.Username, sent.Password) is { } role)
        {
            failed.Succeeded(address);
            await cookie.SetAsync(http, role);
            await PassAsync(http, role);
        }
        else
        {
            failed.Failed(address);
            Refuse(http);
        }
    }

    private Task PassAsync(HttpContext http, Role role)
    {
        http.Features.Set(Caller.Of(role));
        return next(http);
    }

    private static (string Username, string Password)? Sent(HttpRequest request)
    {
        var authorization = request.Headers.Authorization.ToString();
        if (authorization.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            return Basic(authorization["Basic ".Length..].Trim());
        }

        if (request.Query["password"] is not [{ Length: > 0 } password])
        {
            return null;
        }

        var username = request.Query["username"];
        return (StringValues.IsNullOrEmpty(username) ? Credentials.DefaultUsername : username.ToString(), password);
    }

    private static (string Username, string Password)? Basic(string encoded)
    {
        try
        {
            var text = Encoding.UTF8.GetString(Convert.FromBase64String(encoded));
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            return colon < 0 ? null : (text[..colon], text[(colon + 1)..]);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static void Refuse(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        http.Response.ContentType = "text/plain";
        http.Response.ContentLength = 0;
        http.Response.Headers.WWWAuthenticate = "Basic realm=\"arthas webconsole\"";
    }
}
