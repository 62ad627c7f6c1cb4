using Arthas.Commands;
using Arthas.Probe.Jobs;
using Arthas.Probe.Listening;
using Arthas.Probe.Values;
using Arthas.Probe.Weaving;

namespace Arthas.Probe.Commands.Monitoring;

internal sealed class Monitor : IProbeCommand
{
    public string Name => "monitor";

    public void Start(ProbeJob job)
    {
        var cycle = job.Command.Value(MonitorOptions.Cycle);
        if (cycle <= 0)
        {
            job.End(-1, "cycle must be greater than 0.");
            return;
        }

        if (CallExpressions.Compile(job) is not { } expressions)
        {
            return;
        }

        WarmUp.CompileBeside(typeof(CallListener));
        WarmUp.CompileBeside(typeof(MonitorListener));

        // -n counts cycles, which are counted where they end.
        var listening = new ListeningJob(job, 0, ProbeOutbox.Shared);
        var listener = new MonitorListener(expressions, listening, job.Command.Value(MonitorOptions.Before));
        if (new Enhancing(job, listener, listening, Enhancer.Current).Start())
        {
            listening.Open();
            new MonitorCycle(job, listening, listener.Tallies, TimeSpan.FromSeconds(cycle), job.Command.Value(EnhancingOptions.Limits)).Start();
        }
    }
}
