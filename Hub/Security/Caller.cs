using Arthas.Contracts.CommandLine;

namespace Arthas.Hub.Security;

/// <summary>Who sent a request, as far as it matters: what the login that it came with may do.</summary>
internal sealed class Caller
{
    private static readonly Caller[] All = [.. Enum.GetValues<Role>().Select(static role => new Caller(role))];

    private Caller(Role role) => Role = role;

    public Role Role { get; }

    public static Caller Of(Role role) => Array.Find(All, one => one.Role == role)!;

    /// <summary>Of a request that no one let in on purpose: the least.</summary>
    public static Role RoleOf(HttpContext http) => http.Features.Get<Caller>()?.Role ?? Role.Observe;
}
