using Arthas.Commands;
using Arthas.Contracts.CommandLine;
using Arthas.Probe.Jobs;
using Arthas.Probe.Listening;
using Arthas.Probe.Options;
using Arthas.Probe.Values;
using Arthas.Probe.Weaving;

namespace Arthas.Probe.Commands.Watch;

internal sealed class Watch : IProbeCommand
{
    public string Name => "watch";

    public void Start(ProbeJob job)
    {
        var command = job.Command;
        if (!ShownValues.TryRead(job, out var limits))
        {
            return;
        }

        if (CallExpressions.Compile(job, WatchOptions.Express) is not { } expressions)
        {
            return;
        }

        var plan = new WatchPlan
        {
            Expressions = expressions,
            Limits = limits,
            Points = Points(command),
            Sync = command.Value(WatchOptions.Sync),
        };
        WarmUp.RunOnce();
        var listening = new ListeningJob(job, command.Value(EnhancingOptions.Limits), ProbeOutbox.Shared);
        if (new Enhancing(job, new WatchListener(plan, listening), listening, Enhancer.Current).Start())
        {
            listening.Open();
        }
    }

    /// <summary>-f is meant where none is given; together with -s or -e it takes the same call twice, as Arthas does.</summary>
    private static List<CallPoint> Points(ParsedCommand command)
    {
        var (before, exception, success) = (command.Value(WatchOptions.Before), command.Value(WatchOptions.Exception), command.Value(WatchOptions.Success));
        var points = new List<CallPoint>();
        if (before)
        {
            points.Add(CallPoint.Enter);
        }

        if (success)
        {
            points.Add(CallPoint.Return);
        }

        if (exception)
        {
            points.Add(CallPoint.Throw);
        }

        if (command.Value(WatchOptions.Finish) || points.Count == 0)
        {
            points.Add(CallPoint.Return);
            points.Add(CallPoint.Throw);
        }

        return points;
    }
}
