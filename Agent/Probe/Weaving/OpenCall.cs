using Arthas.Probe.Weaving.Sites;

namespace Arthas.Probe.Weaving;

/// <summary>
/// Who heard a call enter, and what each wants to see again when it ends; a local of the woven body holds it. Where one
/// listener hears it and wants nothing, its <see cref="Hearing"/> stands there instead, and nothing is allocated.
/// </summary>
internal sealed class OpenCall(Hearing[] hearings)
{
    public Hearing[] Hearings { get; } = hearings;

    public object?[] States { get; } = new object?[hearings.Length];

    /// <summary>Those of the states that hear of what happens within the call.</summary>
    public CallTrace[] Traces { get; private set; } = [];

    /// <summary>Once all states are there.</summary>
    public void Complete()
    {
        foreach (var state in States)
        {
            if (state is CallTrace trace)
            {
                Traces = [.. Traces, trace];
            }
        }
    }
}
