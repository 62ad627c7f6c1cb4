using Arthas.Contracts.Cluster;

namespace Arthas.Agent.Jobs;

/// <param name="Last">Its last result is the job's status.</param>
internal sealed record LinkBatch(long Number, bool Last, IReadOnlyList<Result> Results);
