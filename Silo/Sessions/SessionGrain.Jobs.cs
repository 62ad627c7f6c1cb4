using Arthas.Contracts.Cluster;
using Arthas.Silo.Fleet;
using Arthas.Silo.Hosting;
using Arthas.Silo.Nodes;
using Arthas.Silo.Telemetry;
using Arthas.Silo.Wire;

namespace Arthas.Silo.Sessions;

internal sealed partial class SessionGrain
{
    /// <summary>Longer than this nobody waits for an agent's grain: what it was not told is told again.</summary>
    private static readonly TimeSpan TellingLimit = TimeSpan.FromSeconds(1);

    public async Task<StartedJob> StartJobAsync(NewJob job, IHubNode? waiter)
    {
        using var span = SiloTelemetry.Source.StartActivity("session start-job");
        if (!await FoundAsync())
        {
            return new StartedJob(StartOutcome.NoSession);
        }

        // A number is asked for only where it will be used; meanwhile the slot may go, so the session decides after it.
        var jobId = _session.Refusal(job) is null ? await _numbers.NextAsync(_session.LastJobId) : 0;
        if (_session.IsClosed)
        {
            return new StartedJob(StartOutcome.NoSession);
        }

        var started = _session.StartJob(job, jobId);
        if (started.Outcome == StartOutcome.Started && waiter is not null)
        {
            _followers.AddWaiter(started.JobId, waiter);
        }

        await ChangedAsync();
        if (started.Outcome == StartOutcome.Started && job.HistoryLine is { } line)
        {
            _history.Add(new Ledgers.HistoryLine(job.Request, line));
        }

        return started;
    }

    public async Task<JobState?> JobAsync(int jobId)
    {
        var state = await FoundAsync() ? _session.Job(jobId)?.State : null;
        if (state is not null)
        {
            await DurableAsync();
        }

        return state;
    }

    public async Task<JobState[]> RunningAsync()
    {
        JobState[] running = await FoundAsync() ? [.. _session.Running] : [];
        if (running.Length > 0)
        {
            await DurableAsync();
        }

        return running;
    }

    public async Task<Appended> AppendAsync(JobBatch batch)
    {
        if (!await FoundAsync())
        {
            return new Appended(AppendOutcome.Unknown, batch.First + batch.Parts.Length);
        }

        var appended = _session.Append(batch);
        await ChangedAsync();
        return appended;
    }

    public async Task<Appended> DropAsync(int jobId, string agent, long number, long results)
    {
        if (!await FoundAsync())
        {
            return new Appended(AppendOutcome.Unknown, number + 1);
        }

        var counted = _session.Drop(jobId, agent, number, results);
        await ChangedAsync();
        return counted;
    }

    public async Task<ResumedJob[]> ResumeAsync(int[] jobIds, string agent)
    {
        if (!await FoundAsync())
        {
            return [.. jobIds.Select(static jobId => new ResumedJob(jobId, null, Ended: true))];
        }

        ResumedJob[] resumed = [.. jobIds.Select(jobId =>
        {
            _session.Accept(jobId, agent);
            return _session.Job(jobId) is { } job && job.Start.Agent == agent
                ? new ResumedJob(jobId, job.LastTaken, job.HasEnded)
                : new ResumedJob(jobId, null, Ended: true);
        })];
        await ChangedAsync();
        return resumed;
    }

    public async Task AcceptAsync(int[] jobIds, string agent)
    {
        if (await FoundAsync())
        {
            foreach (var jobId in jobIds)
            {
                _session.Accept(jobId, agent);
            }

            await ChangedAsync();
        }
    }

    public async Task<bool> EndJobAsync(int jobId, int statusCode, string? message, ResultBytes results)
    {
        if (!await FoundAsync())
        {
            return false;
        }

        var ended = _session.EndJob(jobId, statusCode, message, results);
        await ChangedAsync();
        return ended;
    }

    public async Task<int?> InterruptAsync(int? jobId, IHubNode? waiter)
    {
        if (!await FoundAsync() || (jobId ?? _session.Foreground?.Id) is not { } asked)
        {
            return null;
        }

        _session.Touch(userId: null);
        if (waiter is not null && _session.Job(asked) is { HasEnded: false })
        {
            _followers.AddWaiter(asked, waiter);
        }

        var interrupted = _session.Interrupt(asked);
        await ChangedAsync();
        return interrupted ? asked : null;
    }

    public async Task ReleaseAsync(int jobId)
    {
        if (await FoundAsync())
        {
            _session.Release(jobId);
            await ChangedAsync();
        }
    }

    public async Task<JobPage> ReadJobAsync(int jobId, long afterSeq, IHubNode waiter)
    {
        if (!await ReadyAsync() || _session.Job(jobId) is not { } job)
        {
            return new JobPage(false, 0, default, Ended: true);
        }

        if (!job.HasEnded)
        {
            _followers.AddWaiter(jobId, waiter);
        }

        var (log, ended) = (job.Log, job.HasEnded);
        var page = log is null ? new ReadReply(true, afterSeq + 1, default) : Page(log, afterSeq);
        await DurableAsync();
        return new JobPage(true, page.FromSeq, page.Results, ended && (log is null || page.FromSeq + page.Results.Count > log.LastSeq));
    }

    private Telling[] TakeTellings()
    {
        Telling[] tellings = [.. _session.Tellings];
        _session.Tellings.Clear();
        return tellings;
    }

    /// <summary>Those that cannot be told now are told again: a job that is not accepted ends, one that has ended is said so to its next batch.</summary>
    private async Task TellAsync(Telling[] tellings)
    {
        foreach (var group in tellings.GroupBy(static telling => telling.Agent))
        {
            AgentMessage[] messages = [.. group.Select(static telling => telling.Message)];
            var posting = PostAsync(group.Key, messages);
            await posting.WaitAsync(TellingLimit, TimeProvider.System).ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task PostAsync(string agent, AgentMessage[] messages)
    {
        try
        {
            if (await _calls.RunAsync(() => GrainFactory.Get<IAgentGrain>(agent).PostAsync(messages)))
            {
                return;
            }
        }
        catch (Exception e) when (e is not Journals.JournalAwayException)
        {
            NotTold(agent, e.Message);
            return;
        }

        foreach (var message in messages.Where(static message => message.Kind == AgentMessageKind.Run))
        {
            _session.EndJob(message.Job.JobId, -1, $"agent '{agent}' of target '{message.TargetId}' cannot be reached");
        }

        await ChangedAsync();
    }

    [LoggerMessage(2202, LogLevel.Warning, "Agent {Agent} was not told: {Reason}")]
    private partial void NotTold(string agent, string reason);
}
