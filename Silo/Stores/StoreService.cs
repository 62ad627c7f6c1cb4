using Arthas.Silo.Wire;

namespace Arthas.Silo.Stores;

[Reentrant]
internal sealed class StoreService(GrainId id, global::Orleans.Runtime.Silo silo, ILoggerFactory loggers, SiloStore store)
    : GrainService(id, silo, loggers), IStoreService
{
    public async Task<Packed> SessionsAsync() =>
        Packed.Of(await store.Sessions.ListAsync(Stopped), SiloJson.Default.IReadOnlyListSessionState);

    public async Task<Packed> JobsAsync(string agent) =>
        Packed.Of(await store.Sessions.JobsAsync(agent, Stopped), SiloJson.Default.IReadOnlyListJobState);

    public async Task<Packed> TakeDueAsync() =>
        Packed.Of(await store.Sessions.TakeDueAsync(Stopped), SiloJson.Default.IReadOnlyListDue);

    public async Task<Packed> AgentsAsync() =>
        Packed.Of(await store.Fleet.AgentsAsync(Stopped), SiloJson.Default.IReadOnlyListAgentRecord);

    public async Task<Packed> TargetsAsync() =>
        Packed.Of(await store.Fleet.TargetsAsync(Stopped), SiloJson.Default.IReadOnlyListTargetState);

    public async Task<Packed> TakeLostAsync() =>
        Packed.Of(await store.Fleet.TakeLostAsync(Stopped), SiloJson.Default.IReadOnlyListString);

    public Task<int> LastJobIdAsync() => Task.FromResult(store.LastJobId);

    private CancellationToken Stopped => StoppedCancellationTokenSource.Token;
}
