using Arthas.Contracts.Probes;
using Arthas.Probe.Expressions;
using Arthas.Probe.Jobs;
using Arthas.Probe.Listening;
using Arthas.Probe.Options;
using Arthas.Probe.Values;
using Arthas.Probe.Weaving;

namespace Arthas.Probe.Commands.Watch;

internal sealed class Watch : IProbeCommand
{
    private const int DefaultLimit = 100;

    public string Name => "watch";

    public void Start(ProbeJob job)
    {
        var command = job.Command;
        var sizeLimit = command.Int32("sizeLimit", (int)TargetOptions.ObjectSizeLimit.Value);
        if (sizeLimit <= 0)
        {
            job.End(-1, "sizeLimit must be greater than 0.");
            return;
        }

        var express = command.Text("express") is { Length: > 0 } text ? text : WatchPlan.DefaultExpress;
        var condition = command.Text("condition-express") is { Length: > 0 } given ? given : null;
        WatchPlan plan;
        try
        {
            plan = new WatchPlan
            {
                Express = ExpressionCompiler.Compile(express, CallContext.Known),
                Condition = condition is null ? null : ExpressionCompiler.Compile(condition, CallContext.Known),
                Evaluation = new EvaluationContext { Strict = TargetOptions.Strict.IsOn },
                Limits = ValueLimits.Default with { Expand = Math.Clamp(command.Int32("expand", 1), 0, 4), MaxBytes = sizeLimit },
                Points = Points(command),
                Sync = command.Flag("sync"),
                Verbose = command.Flag("verbose") || TargetOptions.Verbose.IsOn,
            };
        }
        catch (ExpressionException wrong)
        {
            job.End(-1, WatchFailure.Text(express, condition, wrong));
            return;
        }

        if (plan.Evaluation.Strict && (plan.Express.Assigns || plan.Condition is { Assigns: true }))
        {
            job.End(-1, WatchFailure.Text(express, condition, new ExpressionException(EvaluationContext.StrictMessage)));
            return;
        }

        WarmUp.Once();
        var listening = new ListeningJob(job, command.Int32("limits", DefaultLimit), Outbox.Shared);
        if (new Enhancing(job, new WatchListener(plan, listening), listening, Enhancer.Current).Start())
        {
            listening.Open();
        }
    }

    /// <summary>-f is meant where none is given; together with -s or -e it takes the same call twice, as Arthas does.</summary>
    private static List<CallPoint> Points(ParsedCommand command)
    {
        var (before, exception, success) = (command.Flag("before"), command.Flag("exception"), command.Flag("success"));
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

        if (command.Flag("finish") || points.Count == 0)
        {
            points.Add(CallPoint.Return);
            points.Add(CallPoint.Throw);
        }

        return points;
    }
}
