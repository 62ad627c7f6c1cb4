using Arthas.Probe.Listening;
using Arthas.Probe.Values;

namespace Arthas.Probe.Commands.Line;

/// <summary>What a <c>line</c> command asks for.</summary>
/// <param name="StackDepth">Frames; 0 for no stack.</param>
internal sealed record LinePlan(CallExpressions Expressions, ValueLimits Limits, int StackDepth);
