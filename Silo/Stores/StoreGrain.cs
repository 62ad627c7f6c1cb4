using Arthas.Silo.Wire;

namespace Arthas.Silo.Stores;

/// <summary>One or more in every silo, so that no silo answers for all.</summary>
[StatelessWorker, Reentrant]
internal sealed class StoreGrain(IWholeStore whole) : Grain, IStoreGrain
{
    public async Task<Packed> SessionsAsync(CancellationToken cancel) =>
        Packed.Of(await whole.SessionsAsync(cancel), SiloJson.Default.IReadOnlyListSessionState);

    public async Task<Packed> JobsAsync(string agent, CancellationToken cancel) =>
        Packed.Of(await whole.JobsAsync(agent, cancel), SiloJson.Default.IReadOnlyListJobState);

    public async Task<Packed> TakeDueAsync(CancellationToken cancel) =>
        Packed.Of(await whole.TakeDueAsync(cancel), SiloJson.Default.IReadOnlyListDue);

    public async Task<Packed> AgentsAsync(CancellationToken cancel) =>
        Packed.Of(await whole.AgentsAsync(cancel), SiloJson.Default.IReadOnlyListAgentRecord);

    public async Task<Packed> TargetsAsync(CancellationToken cancel) =>
        Packed.Of(await whole.TargetsAsync(cancel), SiloJson.Default.IReadOnlyListTargetState);

    public async Task<Packed> TargetAsync(string targetId, CancellationToken cancel) =>
        Packed.Of(await whole.TargetAsync(targetId, cancel), SiloJson.Default.TargetState);

    public async Task<Packed> TakeLostAsync(CancellationToken cancel) =>
        Packed.Of(await whole.TakeLostAsync(cancel), SiloJson.Default.IReadOnlyListString);

    public async Task<int> NextJobIdAsync(CancellationToken cancel) => await whole.NextJobIdAsync(cancel);

    public async Task AddHistoryAsync(string line, CancellationToken cancel) => await whole.AddHistoryAsync(line, cancel);

    public async Task<Packed> HistoryAsync(CancellationToken cancel) =>
        Packed.Of(await whole.HistoryAsync(cancel), SiloJson.Default.IReadOnlyListString);

    public async Task ClearHistoryAsync(CancellationToken cancel) => await whole.ClearHistoryAsync(cancel);
}
