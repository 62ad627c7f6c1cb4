namespace Arthas.Silo.Ledgers;

/// <summary>What a node makes when the user sets none, by its name. The first one made counts for all nodes, so that each lets the same client in.</summary>
[Alias("arthas.secret")]
internal interface ISecretGrain : IGrainWithStringKey
{
    /// <summary>Keeps what was made, unless another node was first; answers what counts.</summary>
    [Alias("first")]
    Task<string> FirstAsync(string made);
}
