namespace Arthas.Contracts.Cluster;

/// <param name="Expected">The next batch number.</param>
public readonly record struct Appended(AppendOutcome Outcome, long Expected);
