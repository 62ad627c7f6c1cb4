using Arthas.Commands;
using Arthas.Probe.Jobs;
using Arthas.Probe.Listening;
using Arthas.Probe.Types;
using Arthas.Probe.Weaving;

namespace Arthas.Probe.Commands.Trace;

internal sealed class Trace : IProbeCommand
{
    public string Name => "trace";

    public void Start(ProbeJob job)
    {
        if (CallExpressions.Compile(job) is not { } expressions)
        {
            return;
        }

        Rehearsal.RunOnce();
        try
        {
            var listening = new ListeningJob(job, job.Command.Value(EnhancingOptions.Limits), ProbeOutbox.Shared);
            var listener = new TraceListener(expressions, listening, TraceRoots.Of(job.Command), framework: !job.Command.Value(TraceOptions.SkipFramework));
            if (new Enhancing(job, listener, listening, Enhancer.Current).Start())
            {
                listening.Open();
            }
        }
        catch (PatternException wrong)
        {
            job.End(-1, wrong.Message);
        }
    }
}
