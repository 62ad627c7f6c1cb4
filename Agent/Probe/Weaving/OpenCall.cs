namespace Arthas.Probe.Weaving;

/// <summary>
/// Who heard a call enter, and what each wants to see again when it ends; a local of the woven body holds it. Where one
/// listener hears it and wants nothing, its <see cref="Hearing"/> stands there instead, and nothing is allocated.
/// </summary>
internal sealed class OpenCall(Hearing[] hearings)
{
    public Hearing[] Hearings { get; } = hearings;

    public object?[] States { get; } = new object?[hearings.Length];
}
