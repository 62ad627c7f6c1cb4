namespace Arthas.Contracts.Cluster;

/// <param name="Job">As it was when it was taken; for an expired session one of those that ran, or null.</param>
public sealed record Due(DueKind Kind, string SessionId, JobState? Job);
