using Arthas.Contracts.CommandLine;

namespace Arthas.Hub.Security;

internal sealed record Login(string Username, string Password, Role Role)
{
    /// <summary>Not set by the user: printed once.</summary>
    public bool Made { get; init; }
}
