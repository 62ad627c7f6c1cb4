using Arthas.Probe.Jobs;

namespace Arthas.Probe.Commands.Memory;

internal sealed class Memory : IProbeCommand
{
    public string Name => "memory";

    public void Start(ProbeJob job)
    {
        job.Result("memory", 0, static (json, _) => MemoryInfo.Write(json));
        job.End();
    }
}
