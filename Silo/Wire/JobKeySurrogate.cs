using Arthas.Contracts.Cluster;

namespace Arthas.Silo.Wire;

/// <summary>Of a type of Contracts, which knows nothing of Orleans: how it travels between nodes, with ids of its own.</summary>
[GenerateSerializer, Immutable, Alias("arthas.job-key")]
internal readonly record struct JobKeySurrogate([property: Id(0)] string SessionId, [property: Id(1)] int JobId);

[RegisterConverter]
internal sealed class JobKeyConverter : IConverter<JobKey, JobKeySurrogate>
{
    public JobKey ConvertFromSurrogate(in JobKeySurrogate surrogate) => new(surrogate.SessionId, surrogate.JobId);

    public JobKeySurrogate ConvertToSurrogate(in JobKey value) => new(value.SessionId, value.JobId);
}
