using Arthas.Contracts.Cluster;
using Arthas.Contracts.CommandLine;
using Arthas.Contracts.Pipes;
using Arthas.Contracts.Results;
using Arthas.Contracts.Views;
using Arthas.Hub.Commands;
using Arthas.Hub.Targets;
using Microsoft.Extensions.Options;

namespace Arthas.Hub.Jobs;

/// <summary>Makes a job of a command line: looks the command up, takes the session's slot, and runs it or posts it to an agent.</summary>
internal sealed class JobLauncher(
    ISessions sessions,
    IFleet fleet,
    HubCommands own,
    Catalogue catalogue,
    TargetChooser targets,
    IOptions<HubOptions> options)
{
    private static readonly ResultViews Views = new(typeof(JobLauncher).Assembly);

    private const string Busy = "Another job is running.";

    /// <summary>As long as an argument of a program may be. What is longer would break the agent's link, and the history keeps it.</summary>
    private const int LongestLine = 128 * 1024;

    /// <summary>The hub's own commands end at once; this is for the case that their node dies before.</summary>
    private static readonly TimeSpan OwnTimeLimit = TimeSpan.FromSeconds(30);

    public async ValueTask<Launch> StartAsync(JobOrder order, CancellationToken cancel)
    {
        if (order.Line?.Length > LongestLine)
        {
            return new Launch.Failed($"the command line has {order.Line.Length} characters, more than {LongestLine}");
        }

        var line = CommandLineWords.Parse(order.Line ?? "");
        if (line.Words.Count == 0)
        {
            return new Launch.Failed("'command' is required");
        }

        var isOwn = own.TryFind(line.Words[0], out var command);
        if (command is { NeedsNoSlot: true })
        {
            line = line with { Background = true };
        }

        if (order.Session.Foreground is not null && !line.Background)
        {
            return new Launch.Refused(Busy);
        }

        // As Arthas: also what turns out to be no command is in the history and has a number.
        await sessions.AddHistoryAsync(Shown(line, order.Line!), cancel);
        var jobId = await sessions.NextJobIdAsync(cancel);
        return isOwn ? await RunAsync(order, line, jobId, command!, cancel) : await PostAsync(order, line, jobId, cancel);
    }

    /// <summary>The line as others may read it: without what is nobody's but the caller's.</summary>
    public string? Shown(string? line) => string.IsNullOrEmpty(line) ? line : Shown(CommandLineWords.Parse(line), line);

    private string Shown(CommandLineWords words, string line) =>
        words.Words.Count > 1 && own.TryFind(words.Words[0], out var command) && command.TakesSecrets ? $"{words.Words[0]} ***" : line;

    private async ValueTask<Launch> RunAsync(
        JobOrder order,
        CommandLineWords line,
        int jobId,
        IHubCommand command,
        CancellationToken cancel)
    {
        if (command.Spec.RefusalFor(order.Role) is { } refusal)
        {
            return new Launch.Failed(refusal);
        }

        var pipe = PipeLine.Of(line);
        if (pipe?.Problem is { } problem)
        {
            return new Launch.Failed(problem);
        }

        var claim = await ClaimAsync(order, line, jobId, target: null, cancel);
        if (claim is not Launch.Started started)
        {
            return claim;
        }

        var key = started.Job.Key;
        var job = new HubJob(key, order.Session, order.Target ?? order.Session.TargetId);
        // The session's slot is taken: it is given back whatever becomes of the client.
        var end = await own.RunAsync(command, job, line.Words, CancellationToken.None);
        var (results, failure) = pipe is null ? (job.Results, null) : Through(pipe, job);
        await sessions.EndJobAsync(
            key,
            new JobEnd { Results = results, Status = failure is null ? Status(key, end.StatusCode, end.Message) : Status(key, -1, failure) },
            CancellationToken.None);
        return started;
    }

    private (IReadOnlyList<Result> Results, string? Failure) Through(PipeLine line, HubJob job)
    {
        var results = new List<Result>();
        try
        {
            using var pipe = new Pipe(job.Key.JobId, line, new OutputFolder(options.Value.Output), Views);
            results.AddRange(job.Results.Select(result => pipe.Take(result.Type, result.Json)).OfType<Result>());
            results.AddRange(pipe.End());
            return (results, null);
        }
        catch (PipeException e)
        {
            return (results, e.Message);
        }
    }

    private async ValueTask<Launch> PostAsync(JobOrder order, CommandLineWords line, int jobId, CancellationToken cancel)
    {
        var name = line.Words[0];
        if (!await catalogue.MayRunAsync(agent: null, name, cancel))
        {
            return NoSuchCommand(name);
        }

        var choice = await targets.ChooseAsync(order.Session, order.Target, cancel);
        if (choice.Target is not { } target)
        {
            return new Launch.Failed(choice.Problem!);
        }

        if (!await catalogue.MayRunAsync(target.Agent, name, cancel))
        {
            return NoSuchCommand(name);
        }

        var pipe = PipeLine.Of(line);
        if (pipe?.Problem is { } problem)
        {
            return new Launch.Failed(problem);
        }

        var claim = await ClaimAsync(order, line, jobId, target, cancel);
        if (claim is not Launch.Started started)
        {
            return claim;
        }

        var key = started.Job.Key;
        var run = new InboxMessage.Run(key, target.Target.Id, line.Words, order.TimeLimit, order.Role)
        {
            TargetStart = target.Target.StartTime,
            Values = order.Values,
            Pipe = pipe,
        };
        if (!await fleet.PostAsync(target.Agent, run, cancel))
        {
            var gone = $"agent '{target.Agent}' of target '{target.Target.Id}' cannot be reached";
            await sessions.EndJobAsync(key, new JobEnd { Status = Status(key, -1, gone) }, cancel);
        }

        return started;
    }

    private async ValueTask<Launch> ClaimAsync(
        JobOrder order,
        CommandLineWords line,
        int jobId,
        TargetState? target,
        CancellationToken cancel)
    {
        var key = new JobKey(order.Session.Id, jobId);
        var echo = new CommandResult { JobId = key.JobId, Command = Shown(line, order.Line!), State = "SCHEDULED" };
        var job = new NewJob
        {
            Key = key,
            Command = Shown(line, order.Line!),
            TargetId = target?.Target.Id,
            Agent = target?.Agent,
            TimeLimit = target is null && order.TimeLimit > OwnTimeLimit ? OwnTimeLimit : order.TimeLimit,
            Private = order.Private,
            Background = line.Background,
            BackgroundLimit = options.Value.BackgroundJobs,
            Echo = order.Private ? null : echo.ToResult(),
        };
        return await sessions.StartJobAsync(job, cancel) switch
        {
            StartOutcome.Started => new Launch.Started(Ready(job)),
            StartOutcome.Busy => new Launch.Refused(Busy),
            StartOutcome.TooMany => new Launch.Refused(
                $"{options.Value.BackgroundJobs} jobs run in the background of this session already: end one with 'kill <id>' ('jobs' lists them)."),
            _ => new Launch.NoSession(),
        };
    }

    private static JobState Ready(NewJob job) => new()
    {
        Key = job.Key,
        Command = job.Command,
        Status = JobStatus.Ready,
        TargetId = job.TargetId,
        Agent = job.Agent,
        Private = job.Private,
        Background = job.Background,
    };

    // Arthas's text, its exception's name included: clients look for the whole of it.
    private static Launch.Failed NoSuchCommand(string name) =>
        new($"java.lang.IllegalArgumentException: {name}: command not found");

    private static Result Status(JobKey key, int code, string? message) =>
        new StatusResult { JobId = key.JobId, StatusCode = code, Message = message }.ToResult();
}
