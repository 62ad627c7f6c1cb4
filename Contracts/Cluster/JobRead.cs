namespace Arthas.Contracts.Cluster;

/// <param name="Found">False when there is no such job (any more).</param>
/// <param name="LastSeq">Where to read on.</param>
/// <param name="Ended">The job has ended and nothing comes after these results.</param>
/// <param name="Missed">Results between the asked position and these that the job's log could not keep.</param>
public sealed record JobRead(bool Found, IReadOnlyList<Result> Results, long LastSeq, bool Ended, long Missed = 0);
