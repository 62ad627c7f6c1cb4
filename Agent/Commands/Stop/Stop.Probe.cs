using Arthas.Probe.Jobs;

namespace Arthas.Probe.Commands.Stop;

/// <summary>Resets everything and says how much that was; the agent closes the probe after it.</summary>
internal sealed class Stop : IProbeCommand
{
    private readonly Reset.Reset _reset = new();

    public string Name => "stop";

    public void Start(ProbeJob job) => _reset.Start(job);
}
