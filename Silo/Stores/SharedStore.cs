using Arthas.Contracts.Cluster;

namespace Arthas.Silo.Stores;

/// <summary>Every silo sees the whole: no other one is asked, and no grain is hot.</summary>
internal sealed class SharedStore(SiloStore store) : IWholeStore
{
    public ValueTask<IReadOnlyList<SessionState>> SessionsAsync(CancellationToken cancel) => store.Sessions.ListAsync(cancel);

    public ValueTask<IReadOnlyList<JobState>> JobsAsync(string agent, CancellationToken cancel) => store.Sessions.JobsAsync(agent, cancel);

    public ValueTask<IReadOnlyList<Due>> TakeDueAsync(CancellationToken cancel) => store.Sessions.TakeDueAsync(cancel);

    public ValueTask<IReadOnlyList<AgentRecord>> AgentsAsync(CancellationToken cancel) => store.Fleet.AgentsAsync(cancel);

    public ValueTask<IReadOnlyList<TargetState>> TargetsAsync(CancellationToken cancel) => store.Fleet.TargetsAsync(cancel);

    public ValueTask<TargetState?> TargetAsync(string targetId, CancellationToken cancel) => store.Fleet.TargetAsync(targetId, cancel);

    public ValueTask<IReadOnlyList<string>> TakeLostAsync(CancellationToken cancel) => store.Fleet.TakeLostAsync(cancel);

    public ValueTask<int> NextJobIdAsync(CancellationToken cancel) => store.Sessions.NextJobIdAsync(cancel);

    public ValueTask AddHistoryAsync(string line, CancellationToken cancel) => store.Sessions.AddHistoryAsync(line, cancel);

    public ValueTask<IReadOnlyList<string>> HistoryAsync(CancellationToken cancel) => store.Sessions.HistoryAsync(cancel);

    public ValueTask ClearHistoryAsync(CancellationToken cancel) => store.Sessions.ClearHistoryAsync(cancel);
}
