namespace Arthas.Probe.Weaving.Sites;

/// <summary>A place in a method's IL whose passing a listener wants to hear of.</summary>
/// <param name="Offset">Where an instruction begins.</param>
/// <param name="Locals">Indexes of the local variables to be told, in this order; the same for everybody who names the offset.</param>
public sealed record LinePoint(int Offset, IReadOnlyList<int> Locals);
