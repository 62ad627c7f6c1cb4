using Arthas.Contracts.Cluster;
using Arthas.Silo.Wire;

namespace Arthas.Silo.Nodes;

/// <param name="FromSeq">The seq, in the job's private log, of the first of the results.</param>
/// <param name="Ended">The job has ended, and nothing comes after these.</param>
[GenerateSerializer, Immutable, Alias("arthas.job-news")]
internal sealed record JobNews(
    [property: Id(0)] JobKey Job, [property: Id(1)] long FromSeq, [property: Id(2)] ResultBytes Results, [property: Id(3)] bool Ended);
