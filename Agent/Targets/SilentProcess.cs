namespace Arthas.Agent.Targets;

/// <summary>A .NET process without a diagnostics socket.</summary>
/// <param name="Reason">Why it has none, with what fixes it.</param>
internal readonly record struct SilentProcess(int ProcessId, long StartTime, string Reason);
