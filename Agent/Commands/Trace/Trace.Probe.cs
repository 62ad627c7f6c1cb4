using Arthas.Probe.Jobs;
using Arthas.Probe.Listening;
using Arthas.Probe.Types;
using Arthas.Probe.Weaving;

namespace Arthas.Probe.Commands.Trace;

internal sealed class Trace : IProbeCommand
{
    private const int DefaultLimit = 100;

    public string Name => "trace";

    public void Start(ProbeJob job)
    {
        if (CallExpressions.Compile(job) is not { } expressions)
        {
            return;
        }

        Rehearsal.Once();
        try
        {
            var listening = new ListeningJob(job, job.Command.Int32("limits", DefaultLimit), Outbox.Shared);
            var listener = new TraceListener(expressions, listening, TraceRoots.Of(job.Command), framework: !job.Command.Flag("skipJDKMethod", absent: true));
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
