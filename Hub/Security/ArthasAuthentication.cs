using System.Security.Claims;
using Arthas.Contracts.CommandLine;

namespace Arthas.Hub.Security;

/// <summary>The names that an application around the hub may use in its own policies.</summary>
public static class ArthasAuthentication
{
    /// <summary>Of the authentication scheme. It is never an application's default.</summary>
    public const string Scheme = "Arthas";

    /// <summary>Of the claims that hold what a user may do: the user's role, and each role below it (<c>view</c>, <c>observe</c>, <c>change</c>, <c>admin</c>).</summary>
    public const string RoleClaim = "arthas:role";

    /// <summary>The policy that lets in who has a role, such as <c>[Authorize(Policy = ArthasAuthentication.Policy(Role.Change))]</c>.</summary>
    public static string Policy(Role role) => $"Arthas.{role}";

    private static readonly string[] Names = [.. Enum.GetValues<Role>().Select(static role => role.ToString().ToLowerInvariant())];

    internal static string Name(Role role) => Names[(int)role];

    /// <summary>What the request's user may do in this hub.</summary>
    internal static Role RoleOf(ClaimsPrincipal user)
    {
        if (ReferenceEquals(user, Users.Anybody))
        {
            return Role.Admin;
        }

        for (var role = Role.Admin; role > Role.View; role--)
        {
            if (user.HasClaim(RoleClaim, Name(role)))
            {
                return role;
            }
        }

        return Role.View;
    }
}
