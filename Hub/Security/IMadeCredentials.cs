namespace Arthas.Hub.Security;

/// <summary>What a node makes when the user sets none. In a cluster the first one made counts for all nodes, so that each lets the same client in.</summary>
internal interface IMadeCredentials
{
    /// <summary>Keeps what was made under a name, unless another node was first; answers what counts.</summary>
    ValueTask<string> FirstAsync(string name, string made, CancellationToken cancel);
}
