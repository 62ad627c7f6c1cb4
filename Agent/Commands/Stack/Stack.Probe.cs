using Arthas.Commands;
using Arthas.Probe.Jobs;
using Arthas.Probe.Listening;
using Arthas.Probe.Values;
using Arthas.Probe.Weaving;

namespace Arthas.Probe.Commands.Stack;

internal sealed class Stack : IProbeCommand
{
    public string Name => "stack";

    public void Start(ProbeJob job)
    {
        if (CallExpressions.Compile(job) is not { } expressions)
        {
            return;
        }

        WarmUp.CompileBeside(typeof(CallListener));
        WarmUp.CompileBeside(typeof(StackListener));
        var listening = new ListeningJob(job, job.Command.Value(EnhancingOptions.Limits), ProbeOutbox.Shared);
        if (new Enhancing(job, new StackListener(expressions, listening), listening, Enhancer.Current).Start())
        {
            listening.Open();
        }
    }
}
