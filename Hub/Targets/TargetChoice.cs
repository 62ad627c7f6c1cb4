using Arthas.Silo.Fleet;

namespace Arthas.Hub.Targets;

/// <summary>A target, or why there is none.</summary>
/// <param name="Undecided">Nobody named a target, and there is none at all: one may come.</param>
internal sealed record TargetChoice(TargetState? Target, string? Problem, bool Undecided = false);
