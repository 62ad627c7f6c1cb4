using Arthas.Contracts.Cluster;
using Arthas.Silo.Wire;

namespace Arthas.Silo.Stores;

/// <summary>Each silo has its own part in memory: all are asked. A silo that does not answer takes its part with it anyway.</summary>
internal sealed partial class SpreadStore(StoreServices silos, IGrainFactory grains, ILogger<SpreadStore> logger) : IWholeStore
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private ILedgerGrain Ledger => grains.GetGrain<ILedgerGrain>(0);

    public async ValueTask<IReadOnlyList<SessionState>> SessionsAsync(CancellationToken cancel) =>
        await GatherAsync(async silo => (await silo.SessionsAsync()).To(SiloJson.Default.IReadOnlyListSessionState), cancel);

    public async ValueTask<IReadOnlyList<JobState>> JobsAsync(string agent, CancellationToken cancel) =>
        await GatherAsync(async silo => (await silo.JobsAsync(agent)).To(SiloJson.Default.IReadOnlyListJobState), cancel);

    public async ValueTask<IReadOnlyList<Due>> TakeDueAsync(CancellationToken cancel) =>
        await GatherAsync(async silo => (await silo.TakeDueAsync()).To(SiloJson.Default.IReadOnlyListDue), cancel);

    public async ValueTask<IReadOnlyList<AgentRecord>> AgentsAsync(CancellationToken cancel) =>
        await GatherAsync(async silo => (await silo.AgentsAsync()).To(SiloJson.Default.IReadOnlyListAgentRecord), cancel);

    public async ValueTask<IReadOnlyList<TargetState>> TargetsAsync(CancellationToken cancel) =>
        await GatherAsync(async silo => (await silo.TargetsAsync()).To(SiloJson.Default.IReadOnlyListTargetState), cancel);

    public async ValueTask<TargetState?> TargetAsync(string targetId, CancellationToken cancel) =>
        (await TargetsAsync(cancel)).FirstOrDefault(target => target.Target.Id == targetId);

    public async ValueTask<IReadOnlyList<string>> TakeLostAsync(CancellationToken cancel) =>
        await GatherAsync(async silo => (await silo.TakeLostAsync()).To(SiloJson.Default.IReadOnlyListString), cancel);

    public async ValueTask<int> NextJobIdAsync(CancellationToken cancel) => await Ledger.NextJobIdAsync(cancel);

    public async ValueTask AddHistoryAsync(string line, CancellationToken cancel) => await Ledger.AddHistoryAsync(line, cancel);

    public async ValueTask<IReadOnlyList<string>> HistoryAsync(CancellationToken cancel) =>
        (await Ledger.HistoryAsync(cancel)).To(SiloJson.Default.IReadOnlyListString)!;

    public async ValueTask ClearHistoryAsync(CancellationToken cancel) => await Ledger.ClearHistoryAsync(cancel);

    private async Task<IReadOnlyList<T>> GatherAsync<T>(Func<IStoreService, Task<IReadOnlyList<T>?>> ask, CancellationToken cancel)
    {
        var parts = await Task.WhenAll(silos.All.Select(async silo =>
        {
            try
            {
                return await ask(silo).WaitAsync(Patience, cancel) ?? [];
            }
            catch (Exception e) when (e is OrleansException or TimeoutException)
            {
                NotAnswered(e.Message);
                return [];
            }
        }));
        return [.. parts.SelectMany(part => part)];
    }

    [LoggerMessage(LogLevel.Debug, "A silo did not answer for its part: {Reason}")]
    private partial void NotAnswered(string reason);
}
