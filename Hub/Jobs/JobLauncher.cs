using System.Diagnostics;
using Arthas.Contracts.Cluster;
using Arthas.Contracts.CommandLine;
using Arthas.Contracts.Pipes;
using Arthas.Contracts.Results;
using Arthas.Hub.Commands;
using Arthas.Hub.Sessions;
using Arthas.Hub.Targets;
using Arthas.Hub.Telemetry;
using Arthas.Silo.Fleet;
using Arthas.Silo.Ledgers;
using Arthas.Silo.Sessions;
using Microsoft.Extensions.Options;

namespace Arthas.Hub.Jobs;

/// <summary>Makes a job of a command line: looks the command up, takes the session's slot, and runs it or has an agent run it.</summary>
internal sealed class JobLauncher(
    SessionClient sessions,
    OneTimeSessions once,
    JobNumbers numbers,
    HistoryWriter history,
    HubCommands own,
    Catalogue catalogue,
    TargetChooser targets,
    IOptions<HubOptions> options)
{
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

        own.TryFind(line.Words[0], out var command);
        line = command is { NeedsNoSlot: true } ? line with { Background = true } : line;
        var (target, problem) = await CheckAsync(order, line, command, cancel);
        var pipe = PipeLine.Of(line);
        // What is no command is whatever anybody typed: not a name for a metric.
        using var span = HubTelemetry.StartCommand(target is null && command is null ? HubTelemetry.Other : line.Words[0]);
        var launch = (problem ?? pipe?.Problem) is { } wrong ? await FailAsync(order, line, wrong, cancel)
            : command is null ? await SendAsync(order, line, pipe, target!, cancel)
            : await RunAsync(order, line, pipe, command, cancel);
        span.End(launch);
        return launch;
    }

    /// <summary>The line as others may read it: without what is nobody's but the caller's.</summary>
    public string? Shown(string? line) => string.IsNullOrEmpty(line) ? line : Shown(CommandLineWords.Parse(line), line);

    private string Shown(CommandLineWords words, string line) =>
        words.Words.Count > 1 && own.TryFind(words.Words[0], out var command) && command.TakesSecrets ? $"{words.Words[0]} ***" : line;

    /// <summary>Who runs it (null: the hub), or what is wrong, before anything is made of it.</summary>
    private async ValueTask<(TargetState? Target, string? Problem)> CheckAsync(
        JobOrder order, CommandLineWords line, IHubCommand? command, CancellationToken cancel)
    {
        if (command is not null)
        {
            return (null, command.Spec.RefusalFor(order.Role));
        }

        var name = line.Words[0];
        if (!await catalogue.MayRunAsync(agent: null, name, cancel))
        {
            return (null, NoSuchCommand(name));
        }

        var choice = await targets.ChooseAsync(order.Session, order.Target, cancel);
        return choice.Target is not { } target ? (null, choice.Problem)
            : await catalogue.MayRunAsync(target.Agent, name, cancel) ? (target, null)
            : (null, NoSuchCommand(name));
    }

    private async ValueTask<Launch> FailAsync(JobOrder order, CommandLineWords line, string problem, CancellationToken cancel)
    {
        if (!order.Session.OneTime)
        {
            // As in Arthas, who finds the slot taken is told that first.
            if (await sessions.TouchAsync(order.Session.Id, order.UserId, cancel) is not { } session)
            {
                return new Launch.NoSession();
            }

            if (session.Foreground is not null && !line.Background)
            {
                return new Launch.Refused(Busy);
            }
        }

        // As Arthas: also what turns out to be no command is in the history, and has used up a number.
        await numbers.NextAsync();
        history.Add(new HistoryLine(Guid.NewGuid(), Shown(line, order.Line!)));
        return new Launch.Failed(problem);
    }

    private async ValueTask<Launch> RunAsync(JobOrder order, CommandLineWords line, PipeLine? pipe, IHubCommand command, CancellationToken cancel)
    {
        var job = NewJob(order, line, target: null);
        JobKey key;
        if (order.Session.OneTime)
        {
            history.Add(new HistoryLine(job.Request, job.HistoryLine!));
            key = new JobKey(order.Session.Id, await numbers.NextAsync());
        }
        else
        {
            var started = await sessions.StartAsync(order.Session.Id, job, cancel);
            if (Refusal(started) is { } refusal)
            {
                return refusal;
            }

            key = new JobKey(order.Session.Id, started.JobId);
        }

        var running = new HubJob(key, order.Session, order.Target ?? order.Session.TargetId, new HistoryLine(job.Request, job.HistoryLine!));
        // The session's slot is taken: it is given back whatever becomes of the client.
        var end = await own.RunAsync(command, running, line.Words, CancellationToken.None);
        var (results, failure) = pipe is null ? (running.Results, null) : Through(pipe, running);
        var (code, message) = failure is null ? (end.StatusCode, end.Message) : (-1, failure);
        if (!order.Session.OneTime)
        {
            // Whoever asked with an exec has the results from here.
            await sessions.EndAsync(key, code, message, order.Private ? [] : results, CancellationToken.None);
        }

        return new Launch.Ran(key, [.. results, new StatusResult { JobId = key.JobId, StatusCode = code, Message = message }.ToResult()]);
    }

    private (IReadOnlyList<Result> Results, string? Failure) Through(PipeLine line, HubJob job)
    {
        var results = new List<Result>();
        try
        {
            using var pipe = new Pipe(job.Key.JobId, line, new OutputFolder(options.Value.Output), own.Views);
            results.AddRange(job.Results.Select(result => pipe.Take(result.Type, result.Json)).OfType<Result>());
            results.AddRange(pipe.End());
            return (results, null);
        }
        catch (PipeException e)
        {
            return (results, e.Message);
        }
    }

    private async ValueTask<Launch> SendAsync(JobOrder order, CommandLineWords line, PipeLine? pipe, TargetState target, CancellationToken cancel)
    {
        var run = new RunOrder
        {
            Words = [.. line.Words],
            Role = order.Role,
            TargetStart = target.Target.StartTime,
            Values = order.Values,
            Pipe = pipe,
            Trace = Activity.Current?.Id,
        };
        var job = NewJob(order, line, target) with { Run = run };
        if (order.Session.OneTime)
        {
            history.Add(new HistoryLine(job.Request, job.HistoryLine!));
            return new Launch.StartedOnce(await once.StartAsync(order.Session.Id, job, cancel), job);
        }

        var (started, wait) = order.Private
            ? await sessions.StartAndWaitAsync(order.Session.Id, job, cancel)
            : (await sessions.StartAsync(order.Session.Id, job, cancel), null);
        return Refusal(started) ?? new Launch.Started(new JobKey(order.Session.Id, started.JobId), wait);
    }

    private NewJob NewJob(JobOrder order, CommandLineWords line, TargetState? target) => new()
    {
        Request = Guid.NewGuid(),
        Command = Shown(line, order.Line!),
        HistoryLine = Shown(line, order.Line!),
        UserId = order.UserId,
        TargetId = target?.Target.Id,
        Agent = target?.Agent,
        TimeLimit = target is null && order.TimeLimit > OwnTimeLimit ? OwnTimeLimit : order.TimeLimit,
        Private = order.Private,
        Background = line.Background,
        BackgroundLimit = options.Value.BackgroundJobs,
    };

    private Launch? Refusal(StartedJob started) => started.Outcome switch
    {
        StartOutcome.Started => null,
        StartOutcome.Busy => new Launch.Refused(Busy),
        StartOutcome.TooMany => new Launch.Refused(
            $"{options.Value.BackgroundJobs} jobs run in the background of this session already: end one with 'kill <id>' ('jobs' lists them)."),
        _ => new Launch.NoSession(),
    };

    // Arthas's text, its exception's name included: clients look for the whole of it.
    private static string NoSuchCommand(string name) => $"java.lang.IllegalArgumentException: {name}: command not found";
}
