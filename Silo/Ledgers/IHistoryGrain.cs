namespace Arthas.Silo.Ledgers;

/// <summary>The command history of the whole cluster: the last 500 lines, oldest first. There is one, its key is 0.</summary>
[Alias("arthas.history")]
internal interface IHistoryGrain : IGrainWithIntegerKey
{
    [Alias("add")]
    Task AddAsync(HistoryLine[] lines);

    [Alias("lines")]
    Task<string[]> LinesAsync();

    [Alias("clear")]
    Task ClearAsync();
}
