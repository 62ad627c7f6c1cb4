namespace Arthas.Probe.Commands.Jvm;

/// <param name="Value">A string, bool, int, long, double, a list of strings, or a map of these.</param>
internal sealed record JvmFact(string Name, object Value, string? Description = null);
