using Arthas.Commands;
using Arthas.Contracts.CommandLine;
using Arthas.Probe.Expressions;
using Arthas.Probe.Jobs;
using Arthas.Probe.Values;

namespace Arthas.Probe.Commands.Tt;

internal sealed class Tt : IProbeCommand
{
    private const int WrongArguments = 1;

    public string Name => "tt";

    public void Start(ProbeJob job)
    {
        var command = job.Command;
        if (ProblemOf(command) is { } problem)
        {
            job.End(WrongArguments, $"Error during processing the command: java.lang.IllegalArgumentException, message:{problem}");
            return;
        }

        ShownValues.TryRead(job, out var limits);
        try
        {
            Run(job, limits);
        }
        catch (ExpressionException wrong)
        {
            job.End(-1, $"tt failed, {wrong.Explanation}");
        }
    }

    // In the order in which Arthas looks at them.
    private static void Run(ProbeJob job, ValueLimits limits)
    {
        var command = job.Command;
        if (command.Value(TtOptions.Record))
        {
            Recording.Start(job, limits);
        }
        else if (command.Value(TtOptions.Play))
        {
            With(job, fragment => new Replay(job, fragment, limits).Run());
        }
        else if (command.Value(TtOptions.List))
        {
            Browsing.List(job, limits);
        }
        else if (command.Value(TtOptions.DeleteAll))
        {
            Browsing.DeleteAll(job);
        }
        else if (command.Value(TtOptions.Delete))
        {
            Browsing.Delete(job, command.Value(TtOptions.Index) ?? 0);
        }
        else if (command.Value(TtOptions.Search) is { } search)
        {
            Browsing.Search(job, search, command.Value(TtOptions.Watch), limits);
        }
        else if (command.Value(TtOptions.Watch) is { } express)
        {
            With(job, fragment => Browsing.Watch(job, fragment, express, limits));
        }
        else
        {
            With(job, fragment => Browsing.Show(job, fragment, limits));
        }
    }

    private static void With(ProbeJob job, Action<TimeFragment> body)
    {
        var index = job.Command.Value(TtOptions.Index) ?? 0;
        if (TimeFragments.Shared.Find(index) is { } fragment)
        {
            body(fragment);
        }
        else
        {
            job.End(1, $"Time fragment[{index}] does not exist.");
        }
    }

    /// <summary>In Arthas's words; null for nothing.</summary>
    private static string? ProblemOf(ParsedCommand command)
    {
        var search = command.Has(TtOptions.Search);
        var watch = command.Has(TtOptions.Watch);
        var indexed = command.Has(TtOptions.Index);
        return (command.Value(TtOptions.Delete) || command.Value(TtOptions.Play) || (watch && !search)) && !indexed && !command.Value(TtOptions.Record)
                ? "Time fragment index is expected, please type -i to specify"
            : command.Value(TtOptions.Record) && string.IsNullOrEmpty(command.Value(TtOptions.ClassPattern))
                ? "Class-pattern is expected, please type the wildcard expression to match"
            : command.Value(TtOptions.Record) && string.IsNullOrEmpty(command.Value(TtOptions.MethodPattern))
                ? "Method-pattern is expected, please type the wildcard expression to match"
            : !indexed && !search && !command.Value(TtOptions.Record) && !command.Value(TtOptions.List) && !command.Value(TtOptions.DeleteAll)
                ? "Argument(s) is/are expected, type 'help tt' to read usage"
            : command.Value(ValueOptions.SizeLimit) <= 0 ? "sizeLimit must be greater than 0."
            : command.Value(TtOptions.ReplayTimes) <= 0 ? "replay-times must be greater than 0."
            : command.Value(TtOptions.ReplayInterval) < 0 ? "replay-interval must not be negative."
            : command.Value(TtOptions.Keep) is var keep && Keep.Parse(keep) is null ? $"keep is no time of up to {Keep.Longest.TotalDays:0} days, such as 90, 10m or 1h: '{keep}'"
            : null;
    }
}
