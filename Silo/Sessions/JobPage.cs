using Arthas.Silo.Wire;

namespace Arthas.Silo.Sessions;

/// <param name="Found">False when there is no such job (any more).</param>
/// <param name="FromSeq">The seq of the first of the results: later than asked for when what was asked for is gone.</param>
/// <param name="Ended">The job has ended and nothing comes after these results.</param>
[GenerateSerializer, Immutable, Alias("arthas.job-page")]
internal sealed record JobPage(
    [property: Id(0)] bool Found, [property: Id(1)] long FromSeq, [property: Id(2)] ResultBytes Results, [property: Id(3)] bool Ended);
