using Arthas.Commands;
using Arthas.Contracts.CommandLine;
using Arthas.Probe.Jobs;
using Arthas.Probe.Listening;
using Arthas.Probe.Types;
using Arthas.Probe.Values;
using Arthas.Probe.Weaving;

namespace Arthas.Probe.Commands.Line;

internal sealed class Line : IProbeCommand
{
    private const string NoLine = "No available line number is found.";

    public string Name => "line";

    public void Start(ProbeJob job)
    {
        if (Wrong(job.Command) is { } wrong)
        {
            job.End(-1, wrong);
            return;
        }

        try
        {
            var targets = new LineTargets(job.Command, LineNumbers.Of(job.Command));
            if (job.Command.Value(LineOptions.ListLines))
            {
                LineList.Write(job, targets);
                return;
            }

            if (ShownValues.TryRead(job, out var limits) && CallExpressions.Compile(job, LineOptions.Express, LineOptions.Condition, LineHit.Known) is { } expressions)
            {
                Listen(job, targets, new(expressions, limits, job.Command.Value(LineOptions.Stack) ? job.Command.Value(LineOptions.StackDepth) : 0));
            }
        }
        catch (PatternException pattern)
        {
            job.End(-1, pattern.Message);
        }
    }

    private static void Listen(ProbeJob job, LineTargets targets, LinePlan plan)
    {
        var types = targets.Types();
        if (types.Count > 0 && targets.Methods(types).Count == 0 && !job.Command.Value(EnhancingOptions.Lazy))
        {
            job.End(-1, NoLine);
            return;
        }

        WarmUp.RunOnce();
        WarmUp.CompileBeside(typeof(CallListener));
        WarmUp.CompileBeside(typeof(LineListener));
        var listening = new ListeningJob(job, job.Command.Value(EnhancingOptions.Limits), ProbeOutbox.Shared);
        if (new Enhancing(job, new LineListener(plan, listening, targets), listening, Enhancer.Current).Start(targets))
        {
            listening.Open();
            if (targets.Without is { Count: > 0 } lines)
            {
                job.Result("message", $"There is no code at: {string.Join(", ", lines)}. --list-lines says where there is.", static (json, text) => json.WriteString("message", text));
            }
        }
    }

    /// <summary>What is wrong, in Arthas's words and in its order; null for nothing.</summary>
    private static string? Wrong(ParsedCommand command)
    {
        if (command.Value(LineOptions.Class) is not { Length: > 0 })
        {
            return "The --class option is required.";
        }

        if (LineNumbers.Wrong(command) is { } wrong)
        {
            return wrong;
        }

        return command.Value(ValueOptions.Expand) is < 0 or > ValueOptions.MaxExpand ? $"expand must be between 0 and {ValueOptions.MaxExpand}."
            : command.Value(EnhancingOptions.Limits) <= 0 ? "limits must be greater than 0."
            : command.Value(LineOptions.StackDepth) is < 1 or > LineOptions.MaxStackDepth ? $"stack-depth must be between 1 and {LineOptions.MaxStackDepth}."
            : null;
    }
}
