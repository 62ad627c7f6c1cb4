namespace Arthas.Silo.Sessions;

/// <summary>What every session goes by.</summary>
/// <param name="Now">The time of whoever keeps the sessions: the journal's, so that a session may move from machine to machine.</param>
internal sealed record Terms(LogOptions Log, LeaseOptions Leases, Func<DateTimeOffset> Now, LogBudget Budget);
