namespace Arthas.Hub.Sessions;

/// <summary>What every session of a store goes by.</summary>
internal sealed record Terms(LogOptions Log, LeaseOptions Leases, Clock Clock, LogBudget Budget);
