using Arthas.Contracts.Cluster;
using Arthas.Contracts.CommandLine;
using Arthas.Contracts.Results;
using Arthas.Hub.Commands;
using Arthas.Hub.Targets;

namespace Arthas.Hub.Jobs;

/// <summary>Makes a job of a command line: looks the command up, takes the session's slot, and runs it or posts it to an agent.</summary>
internal sealed class JobLauncher(
    ISessions sessions,
    IFleet fleet,
    HubCommands own,
    Catalogue catalogue,
    TargetChooser targets)
{
    private const string Busy = "Another job is running.";

    public async ValueTask<Launch> StartAsync(JobOrder order, CancellationToken cancel)
    {
        if (order.Session.Foreground is not null)
        {
            return new Launch.Refused(Busy);
        }

        var line = CommandLineWords.Parse(order.Line ?? "");
        if (line.Words.Count == 0)
        {
            return new Launch.Failed("'command' is required");
        }

        // As Arthas: also what turns out to be no command.
        await sessions.AddHistoryAsync(order.Line!, cancel);
        return own.TryFind(line.Words[0], out var command)
            ? await RunAsync(order, line, command, cancel)
            : await PostAsync(order, line, cancel);
    }

    private async ValueTask<Launch> RunAsync(JobOrder order, CommandLineWords line, IHubCommand command, CancellationToken cancel)
    {
        var claim = await ClaimAsync(order, line, target: null, cancel);
        if (claim is not Launch.Started started)
        {
            return claim;
        }

        var key = started.Job.Key;
        var job = new HubJob(key, order.Session, order.Target ?? order.Session.TargetId);
        var end = await own.RunAsync(command, job, line.Words, cancel);
        await sessions.EndJobAsync(
            key,
            new JobEnd { Results = job.Results, Status = Status(key, end.StatusCode, end.Message) },
            cancel);
        return started;
    }

    private async ValueTask<Launch> PostAsync(JobOrder order, CommandLineWords line, CancellationToken cancel)
    {
        var name = line.Words[0];
        if (!await catalogue.MayRunAsync(agent: null, name, cancel))
        {
            return NoSuchCommand(name);
        }

        var choice = await targets.ChooseAsync(order.Target ?? order.Session.TargetId, cancel);
        if (choice.Target is not { } target)
        {
            return new Launch.Failed(choice.Problem!);
        }

        if (!await catalogue.MayRunAsync(target.Agent, name, cancel))
        {
            return NoSuchCommand(name);
        }

        var claim = await ClaimAsync(order, line, target, cancel);
        if (claim is not Launch.Started started)
        {
            return claim;
        }

        var key = started.Job.Key;
        var run = new InboxMessage.Run(key, target.Target.Id, line.Words, order.TimeLimit);
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
        TargetState? target,
        CancellationToken cancel)
    {
        var key = new JobKey(order.Session.Id, await sessions.NextJobIdAsync(cancel));
        var echo = new CommandResult { JobId = key.JobId, Command = order.Line, State = "SCHEDULED" };
        var job = new NewJob
        {
            Key = key,
            Command = order.Line!,
            TargetId = target?.Target.Id,
            Agent = target?.Agent,
            TimeLimit = order.TimeLimit,
            Private = order.Private,
            Background = line.Background,
            Echo = order.Private ? null : echo.ToResult(),
        };
        return await sessions.StartJobAsync(job, cancel) switch
        {
            StartOutcome.Started => new Launch.Started(Ready(job)),
            StartOutcome.Busy => new Launch.Refused(Busy),
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
