using Arthas.Silo.Wire;

namespace Arthas.Silo.Stores;

/// <summary>The door to <see cref="IWholeStore"/>, in whatever silo is nearest. Its key is 0.</summary>
[Alias("arthas.store")]
internal interface IStoreGrain : IGrainWithIntegerKey
{
    [Alias("sessions")]
    Task<Packed> SessionsAsync(CancellationToken cancel);

    [Alias("jobs")]
    Task<Packed> JobsAsync(string agent, CancellationToken cancel);

    [Alias("take-due")]
    Task<Packed> TakeDueAsync(CancellationToken cancel);

    [Alias("agents")]
    Task<Packed> AgentsAsync(CancellationToken cancel);

    [Alias("targets")]
    Task<Packed> TargetsAsync(CancellationToken cancel);

    [Alias("target")]
    Task<Packed> TargetAsync(string targetId, CancellationToken cancel);

    [Alias("take-lost")]
    Task<Packed> TakeLostAsync(CancellationToken cancel);

    [Alias("next-job-id")]
    Task<int> NextJobIdAsync(CancellationToken cancel);

    [Alias("add-history")]
    Task AddHistoryAsync(string line, CancellationToken cancel);

    [Alias("history")]
    Task<Packed> HistoryAsync(CancellationToken cancel);

    [Alias("clear-history")]
    Task ClearHistoryAsync(CancellationToken cancel);
}
