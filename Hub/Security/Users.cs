using System.Security.Claims;
using Arthas.Contracts.CommandLine;

namespace Arthas.Hub.Security;

/// <summary>Makes a request's user of who logged in.</summary>
internal static class Users
{
    private static readonly Claim[][] Roles = [.. Enum.GetValues<Role>().Select(static most =>
        Enum.GetValues<Role>().Where(role => role <= most).Select(static role => new Claim(ArthasAuthentication.RoleClaim, ArthasAuthentication.Name(role))).ToArray())];

    /// <summary>Whoever asks where no login is needed.</summary>
    public static ClaimsPrincipal Anybody { get; } = Create(name: null, Role.Admin);

    /// <param name="name">Null where no login is needed.</param>
    public static ClaimsPrincipal Create(string? name, Role role)
    {
        var user = new ClaimsIdentity(Roles[(int)role], ArthasAuthentication.Scheme, ClaimTypes.Name, ArthasAuthentication.RoleClaim);
        if (name is not null)
        {
            user.AddClaim(new Claim(ClaimTypes.Name, name));
        }

        return new ClaimsPrincipal(user);
    }
}
