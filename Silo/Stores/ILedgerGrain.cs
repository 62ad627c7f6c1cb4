using Arthas.Silo.Wire;

namespace Arthas.Silo.Stores;

/// <summary>What there is one of in a cluster without a shared store: the counter of jobs and the history. Its key is 0.</summary>
[Alias("arthas.ledger")]
internal interface ILedgerGrain : IGrainWithIntegerKey
{
    [Alias("next-job-id")]
    Task<int> NextJobIdAsync(CancellationToken cancel);

    [Alias("add-history")]
    Task AddHistoryAsync(string line, CancellationToken cancel);

    [Alias("history")]
    Task<Packed> HistoryAsync(CancellationToken cancel);

    [Alias("clear-history")]
    Task ClearHistoryAsync(CancellationToken cancel);
}
