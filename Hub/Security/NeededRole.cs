using Arthas.Contracts.CommandLine;

namespace Arthas.Hub.Security;

/// <summary>Of an endpoint: the least role that may ask it. Where there is none, it is <see cref="Contracts.CommandLine.Role.View"/>.</summary>
/// <param name="Role">Null: it asks nobody for a login. An application's own <c>AllowAnonymous()</c> opens nothing here.</param>
internal sealed record NeededRole(Role? Role);
