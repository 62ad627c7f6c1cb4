using Arthas.Probe.Listening;
using Arthas.Probe.Values;

namespace Arthas.Probe.Commands.Watch;

/// <summary>What a <c>watch</c> command asks for.</summary>
internal sealed record WatchPlan
{
    public required CallExpressions Expressions { get; init; }

    public required ValueLimits Limits { get; init; }

    /// <summary>The points a result is made at; one that stands here twice (<c>-s -f</c>) makes two.</summary>
    public required IReadOnlyList<CallPoint> Points { get; init; }

    /// <summary>Take the raw call of an async method.</summary>
    public bool Sync { get; init; }
}
