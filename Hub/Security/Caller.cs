using Arthas.Contracts.CommandLine;

namespace Arthas.Hub.Security;

/// <summary>Who sent a request, as far as it matters: what the login that it came with may do.</summary>
internal sealed record Caller(Role Role)
{
    /// <summary>Of a request that no one let in on purpose: the least.</summary>
    public static Role RoleOf(HttpContext http) => http.Features.Get<Caller>()?.Role ?? Role.Observe;
}
