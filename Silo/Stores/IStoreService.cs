using Arthas.Silo.Wire;
using Orleans.Services;

namespace Arthas.Silo.Stores;

/// <summary>The part of the store that is in one silo's memory: there is one of these in each silo.</summary>
[Alias("arthas.store-service")]
internal interface IStoreService : IGrainService
{
    [Alias("sessions")]
    Task<Packed> SessionsAsync();

    [Alias("jobs")]
    Task<Packed> JobsAsync(string agent);

    [Alias("take-due")]
    Task<Packed> TakeDueAsync();

    [Alias("agents")]
    Task<Packed> AgentsAsync();

    [Alias("targets")]
    Task<Packed> TargetsAsync();

    [Alias("take-lost")]
    Task<Packed> TakeLostAsync();

    [Alias("last-job-id")]
    Task<int> LastJobIdAsync();
}
