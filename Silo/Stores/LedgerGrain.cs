using Arthas.Silo.Wire;

namespace Arthas.Silo.Stores;

/// <summary>Keeps both in the memory of the silo it is on. After that silo's death the counter goes on above every job that is left.</summary>
[Reentrant, KeepAlive]
internal sealed class LedgerGrain(SiloStore store, StoreServices silos) : Grain, ILedgerGrain
{
    private int _after;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var last = await Task.WhenAll(silos.All.Select(silo => silo.LastJobIdAsync()));
        _after = last.Append(store.LastJobId).Max();
    }

    public async Task<int> NextJobIdAsync(CancellationToken cancel)
    {
        while (true)
        {
            var next = await store.Sessions.NextJobIdAsync(cancel);
            if (next > _after)
            {
                return next;
            }
        }
    }

    public async Task AddHistoryAsync(string line, CancellationToken cancel) => await store.Sessions.AddHistoryAsync(line, cancel);

    public async Task<Packed> HistoryAsync(CancellationToken cancel) =>
        Packed.Of(await store.Sessions.HistoryAsync(cancel), SiloJson.Default.IReadOnlyListString);

    public async Task ClearHistoryAsync(CancellationToken cancel) => await store.Sessions.ClearHistoryAsync(cancel);
}
