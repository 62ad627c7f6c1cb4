using Arthas.Contracts.CommandLine;

namespace Arthas.Silo.Fleet;

/// <summary>The commands of one version of the agent, by the hash of what is in them: a thousand agents share one, and what a hash names never changes.</summary>
[Alias("arthas.catalogue")]
internal interface ICatalogueGrain : IGrainWithStringKey
{
    [Alias("put")]
    Task PutAsync(CommandSpec[] commands);

    /// <summary>Somebody still uses it; false when it has to be put again, as after Redis came back empty.</summary>
    [Alias("keep")]
    Task<bool> KeepAsync();

    /// <summary>Null when nobody has put it there.</summary>
    [Alias("get")]
    Task<CommandSpec[]?> GetAsync();
}
