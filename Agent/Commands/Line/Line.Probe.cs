using Arthas.Contracts.CommandLine;
using Arthas.Probe.Jobs;
using Arthas.Probe.Listening;
using Arthas.Probe.Types;
using Arthas.Probe.Values;
using Arthas.Probe.Weaving;

namespace Arthas.Probe.Commands.Line;

internal sealed class Line : IProbeCommand
{
    private const int DefaultLimit = 100, MaxExpand = 4, DefaultDepth = 32, MaxDepth = 256;
    private const string DefaultExpress = "{params, localVarMap}";
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
            if (job.Command.Flag("list-lines"))
            {
                LineList.Write(job, targets);
                return;
            }

            if (ValueOptions.TryRead(job, out var limits) && CallExpressions.Compile(job, DefaultExpress, LineHit.Known) is { } expressions)
            {
                Listen(job, targets, new(expressions, limits, job.Command.Flag("stack") ? job.Command.Int32("stack-depth", DefaultDepth) : 0));
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
        if (types.Count > 0 && targets.Methods(types).Count == 0 && !job.Command.Flag("lazy"))
        {
            job.End(-1, NoLine);
            return;
        }

        WarmUp.Once();
        WarmUp.Beside(typeof(CallListener));
        WarmUp.Beside(typeof(LineListener));
        var listening = new ListeningJob(job, job.Command.Int32("limits", DefaultLimit), Outbox.Shared);
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
        if (command.Text("class") is not { Length: > 0 })
        {
            return "The --class option is required.";
        }

        if (LineNumbers.Wrong(command) is { } wrong)
        {
            return wrong;
        }

        return command.Int32("expand", 1) is < 0 or > MaxExpand ? "expand must be between 0 and 4."
            : command.Int32("limits", DefaultLimit) <= 0 ? "limits must be greater than 0."
            : command.Int32("stack-depth", DefaultDepth) is < 1 or > MaxDepth ? "stack-depth must be between 1 and 256."
            : null;
    }
}
