namespace Arthas.Hub.Security;

/// <summary>Of each endpoint of the hub: below which path it has all of them; empty at the root.</summary>
internal sealed record HubPrefix(string Path);
