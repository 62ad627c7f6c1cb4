namespace Arthas.Probe.Commands.Line;

/// <summary>A place in a method's IL where the code of a source line begins.</summary>
/// <param name="Locals">The variables that have a name there, by index.</param>
internal sealed record LinePlace(WrittenMethod Method, int Offset, int Line, IReadOnlyList<(int Index, string Name)> Locals);
