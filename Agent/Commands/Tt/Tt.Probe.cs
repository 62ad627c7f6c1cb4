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

        ValueOptions.TryRead(job, out var limits);
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
        if (command.Flag("time-tunnel"))
        {
            Recording.Start(job, limits);
        }
        else if (command.Flag("play"))
        {
            With(job, fragment => new Replay(job, fragment, limits).Run());
        }
        else if (command.Flag("list"))
        {
            Browsing.List(job, limits);
        }
        else if (command.Flag("delete-all"))
        {
            Browsing.DeleteAll(job);
        }
        else if (command.Flag("delete"))
        {
            Browsing.Delete(job, command.Int32("index", 0));
        }
        else if (command.Text("search-express") is { } search)
        {
            Browsing.Search(job, search, command.Text("watch-express"), limits);
        }
        else if (command.Text("watch-express") is { } express)
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
        var index = job.Command.Int32("index", 0);
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
        var search = command.Has("search-express");
        var watch = command.Has("watch-express");
        var indexed = command.Has("index");
        return (command.Flag("delete") || command.Flag("play") || (watch && !search)) && !indexed && !command.Flag("time-tunnel")
                ? "Time fragment index is expected, please type -i to specify"
            : command.Flag("time-tunnel") && string.IsNullOrEmpty(command.Text("class-pattern"))
                ? "Class-pattern is expected, please type the wildcard expression to match"
            : command.Flag("time-tunnel") && string.IsNullOrEmpty(command.Text("method-pattern"))
                ? "Method-pattern is expected, please type the wildcard expression to match"
            : !indexed && !search && !command.Flag("time-tunnel") && !command.Flag("list") && !command.Flag("delete-all")
                ? "Argument(s) is/are expected, type 'help tt' to read usage"
            : command.Int32("sizeLimit", 1) <= 0 ? "sizeLimit must be greater than 0."
            : command.Int32("replay-times", 1) <= 0 ? "replay-times must be greater than 0."
            : command.Int32("replay-interval", 0) < 0 ? "replay-interval must not be negative."
            : command.Text("keep") is { } keep && Keep.Parse(keep) is null ? $"keep is no time of up to {Keep.Longest.TotalDays:0} days, such as 90, 10m or 1h: '{keep}'"
            : null;
    }
}
