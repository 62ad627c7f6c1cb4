using Arthas.Probe.Jobs;

namespace Arthas.Probe.Commands.Pwd;

internal sealed class Pwd : IProbeCommand
{
    public string Name => "pwd";

    public void Start(ProbeJob job)
    {
        job.Result("pwd", Environment.CurrentDirectory, static (json, directory) => json.WriteString("workingDir", directory));
        job.End();
    }
}
