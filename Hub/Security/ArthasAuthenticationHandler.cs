using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Arthas.Contracts.CommandLine;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Arthas.Hub.Security;

/// <summary>
/// The cookie of an earlier request, HTTP Basic, or <c>?password=</c> with <c>?username=</c>. No address is exempt:
/// behind a proxy everybody comes from 127.0.0.1.
/// </summary>
internal sealed class ArthasAuthenticationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    Credentials credentials,
    LoginCookie cookie,
    FailedLogins failed) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private static readonly AuthenticateResult NoLogin = AuthenticateResult.NoResult();
    private static readonly AuthenticateResult WrongLogin = AuthenticateResult.Fail("The login is wrong.");

    /// <summary>How long nothing that this address sends is looked at.</summary>
    private TimeSpan _blocked;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (credentials.Away is not null)
        {
            return NoLogin;
        }

        if (await credentials.Login is null)
        {
            return LetIn(name: null, Role.Admin);
        }

        if (await cookie.LoginAsync(Context) is { } known)
        {
            return LetIn(known.Username, known.Role);
        }

        var address = Context.Connection.RemoteIpAddress;
        _blocked = failed.Blocked(address);
        if (_blocked > TimeSpan.Zero || Sent() is not { } sent)
        {
            return NoLogin;
        }

        if (await credentials.FindAsync(sent.Username, sent.Password) is not { } login)
        {
            failed.Failed(address);
            return WrongLogin;
        }

        failed.Succeeded(address);
        await cookie.SetAsync(Context, login);
        return LetIn(login.Username, login.Role);
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (credentials.Away is { } away)
        {
            Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            await Response.WriteAsync(away, Context.RequestAborted);
            return;
        }

        if (_blocked > TimeSpan.Zero)
        {
            Response.Headers.RetryAfter = Math.Ceiling(_blocked.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.ContentType = "text/plain";
        Response.ContentLength = 0;
        Response.Headers.WWWAuthenticate = "Basic realm=\"arthas webconsole\"";
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var needed = Context.GetEndpoint()?.Metadata.GetMetadata<NeededRole>()?.Role ?? Role.View;
        Response.StatusCode = StatusCodes.Status403Forbidden;
        Response.ContentType = "text/plain; charset=utf-8";
        return Response.WriteAsync(
            RoleRefusal.Of("this address", needed, ArthasAuthentication.RoleOf(Context.User)) + "\n", Context.RequestAborted);
    }

    private AuthenticateResult LetIn(string? name, Role role) =>
        AuthenticateResult.Success(new AuthenticationTicket(Users.Create(name, role), Scheme.Name));

    private (string Username, string Password)? Sent()
    {
        var authorization = Request.Headers.Authorization.ToString();
        if (authorization.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            return Basic(authorization["Basic ".Length..].Trim());
        }

        if (Request.Query["password"] is not [{ Length: > 0 } password])
        {
            return null;
        }

        var username = Request.Query["username"];
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
}
