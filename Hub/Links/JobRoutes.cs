using System.Collections.Concurrent;
using Arthas.Contracts.Cluster;
using Arthas.Contracts.Links;
using Arthas.Contracts.Results;
using Arthas.Silo.Hosting;
using Arthas.Silo.Nodes;
using Arthas.Silo.Sessions;

namespace Arthas.Hub.Links;

/// <summary>Where what comes of an agent's jobs goes: to their session's grain, or to the node that has the one-time session in its memory.</summary>
internal sealed class JobRoutes(string agent, LinkContext context)
{
    private const string ShutdownText = "arthas server is going to shutdown.";

    /// <summary>Sessions that are asked side by side.</summary>
    private const int AtOnce = 64;

    /// <summary>An agent is welcomed when each node that it runs something for has answered, or after this.</summary>
    private static readonly TimeSpan OwnerLimit = TimeSpan.FromSeconds(0.5);

    private readonly ConcurrentDictionary<JobKey, IHubNode> _owners = new();
    private readonly Lock _gate = new();
    private readonly List<JobKey> _ended = [];

    public string Agent => agent;

    public void Add(JobKey job, IHubNode owner) => _owners[job] = owner;

    public async Task<Appended> AppendAsync(JobKey job, JobBatch batch, CancellationToken cancel)
    {
        var appended = _owners.TryGetValue(job, out var owner)
            ? await ToOwnerAsync(job, owner, node => node.AppendAsync(job, batch), batch.First + batch.Parts.Length, cancel)
            : SessionId.IsOne(job.SessionId)
                ? await context.Calls.RunAsync(() => Session(job).AppendAsync(batch), cancel)
                : new Appended(AppendOutcome.Unknown, batch.First + batch.Parts.Length);
        if (appended.Outcome is AppendOutcome.Unknown or AppendOutcome.Ended || (batch.Last && appended.Outcome != AppendOutcome.Gap))
        {
            _owners.TryRemove(job, out _);
            AddEnded([job]);
        }

        return appended;
    }

    public async Task<Appended> DropAsync(LinkFrame.Dropped dropped, CancellationToken cancel)
    {
        var job = dropped.Job;
        return _owners.TryGetValue(job, out var owner)
            ? await ToOwnerAsync(job, owner, node => node.DropAsync(job, agent, dropped.Number, dropped.Results), dropped.Number + 1, cancel)
            : SessionId.IsOne(job.SessionId)
                ? await context.Calls.RunAsync(() => Session(job).DropAsync(job.JobId, agent, dropped.Number, dropped.Results), cancel)
                : new Appended(AppendOutcome.Unknown, dropped.Number + 1);
    }

    /// <summary>An agent that comes back says what it runs: where each job stands.</summary>
    public async Task<IReadOnlyList<KnownJob>> ResumeAsync(IReadOnlyList<RunningJob> running, CancellationToken cancel)
    {
        var known = new Dictionary<JobKey, KnownJob>();
        var owned = running.Where(static job => job.Owner is not null).GroupBy(static job => job.Owner!)
            .Select(group => KnownAsync(context.Node.Read(group.Key), [.. group.Select(static job => job.Job)], cancel));
        foreach (var (owner, jobs, last) in await Task.WhenAll(owned))
        {
            for (var i = 0; i < jobs.Length; i++)
            {
                known[jobs[i]] = new KnownJob(jobs[i], last[i], Ended: last[i] is null);
                if (last[i] is not null)
                {
                    Add(jobs[i], owner);
                }
            }
        }

        // An agent with much to do has many that have just ended: one after the other they would hold up the rest of its jobs.
        foreach (var some in running.Where(static job => job.Owner is null).GroupBy(static job => job.Job.SessionId).Chunk(AtOnce))
        {
            var resumed = await Task.WhenAll(some.Select(group => ResumeAsync(group.Key, [.. group.Select(static job => job.Job.JobId)], cancel)));
            foreach (var job in resumed.SelectMany(static jobs => jobs))
            {
                known[job.Job] = job;
            }
        }

        return [.. running.Select(job => known[job.Job])];
    }

    public async Task AcceptAsync(List<JobKey> jobs, CancellationToken cancel)
    {
        foreach (var job in jobs.Where(_owners.ContainsKey))
        {
            await _owners[job].AcceptedAsync([job]);
        }

        foreach (var group in jobs.Where(job => !_owners.ContainsKey(job)).GroupBy(static job => job.SessionId))
        {
            int[] numbers = [.. group.Select(static job => job.JobId)];
            await context.Calls.RunAsync(() => context.Grains.Get<ISessionGrain>(group.Key).AcceptAsync(numbers, agent), cancel);
        }
    }

    /// <summary>Whoever works on a target that a job took leave of is told, as by Arthas. Its sessions stay: their next command attaches again.</summary>
    public async Task TellDetachedAsync(string target, CancellationToken cancel)
    {
        foreach (var session in await context.Sessions.ListAsync(target, cancel))
        {
            await context.Sessions.NoteAsync(session.Id, [new MessageResult { Message = ShutdownText }.ToResult()], cancel);
        }
    }

    /// <summary>The jobs that have ended since this was asked for last: the agent's grain is told with the next heartbeat.</summary>
    public JobKey[] TakeEnded()
    {
        lock (_gate)
        {
            JobKey[] ended = [.. _ended];
            _ended.Clear();
            return ended;
        }
    }

    public void AddEnded(IEnumerable<JobKey> jobs)
    {
        lock (_gate)
        {
            _ended.AddRange(jobs);
        }
    }

    private async Task<IEnumerable<KnownJob>> ResumeAsync(string session, int[] jobs, CancellationToken cancel)
    {
        var resumed = SessionId.IsOne(session)
            ? await context.Calls.RunAsync(() => context.Grains.Get<ISessionGrain>(session).ResumeAsync(jobs, agent), cancel)
            : [.. jobs.Select(static job => new ResumedJob(job, null, Ended: true))];
        return resumed.Select(job => new KnownJob(new JobKey(session, job.JobId), job.LastBatch, job.Ended));
    }

    /// <summary>A node that does not answer has died, and its one-time sessions with it.</summary>
    private async Task<Appended> ToOwnerAsync(JobKey job, IHubNode owner, Func<IHubNode, Task<Appended>> call, long next, CancellationToken cancel)
    {
        try
        {
            return await context.Calls.RunAsync(() => call(Living(owner)), cancel);
        }
        catch (ClusterAwayException)
        {
            _owners.TryRemove(job, out _);
            return new Appended(AppendOutcome.Unknown, next);
        }
    }

    /// <summary>A node that does not answer at once holds up no agent: all its jobs would stand still. Its one-time sessions end, also if it is not dead.</summary>
    private async Task<(IHubNode Owner, JobKey[] Jobs, long?[] Last)> KnownAsync(IHubNode owner, JobKey[] jobs, CancellationToken cancel)
    {
        try
        {
            return (owner, jobs, await Living(owner).KnownAsync(jobs).WaitAsync(OwnerLimit, context.Time, cancel));
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            context.Logger.OwnerSilent(agent, e.Message);
            foreach (var job in context.Node.IsGone(owner) ? [] : jobs)
            {
                owner.EndAsync(job, -1, JobTexts.NoLonger(agent)).Ignore();
            }

            return (owner, jobs, new long?[jobs.Length]);
        }
    }

    private IHubNode Living(IHubNode owner) => context.Node.IsGone(owner) ? throw new ClusterAwayException("it is dead") : owner;

    private ISessionGrain Session(JobKey job) => context.Grains.Get<ISessionGrain>(job.SessionId);
}
