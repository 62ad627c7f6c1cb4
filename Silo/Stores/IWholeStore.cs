using Arthas.Contracts.Cluster;

namespace Arthas.Silo.Stores;

/// <summary>What is asked of the cluster as a whole, and of no session or agent in particular.</summary>
internal interface IWholeStore
{
    ValueTask<IReadOnlyList<SessionState>> SessionsAsync(CancellationToken cancel);

    ValueTask<IReadOnlyList<JobState>> JobsAsync(string agent, CancellationToken cancel);

    ValueTask<IReadOnlyList<Due>> TakeDueAsync(CancellationToken cancel);

    ValueTask<IReadOnlyList<AgentRecord>> AgentsAsync(CancellationToken cancel);

    ValueTask<IReadOnlyList<TargetState>> TargetsAsync(CancellationToken cancel);

    ValueTask<TargetState?> TargetAsync(string targetId, CancellationToken cancel);

    ValueTask<IReadOnlyList<string>> TakeLostAsync(CancellationToken cancel);

    ValueTask<int> NextJobIdAsync(CancellationToken cancel);

    ValueTask AddHistoryAsync(string line, CancellationToken cancel);

    ValueTask<IReadOnlyList<string>> HistoryAsync(CancellationToken cancel);

    ValueTask ClearHistoryAsync(CancellationToken cancel);
}
