using System.Collections.Concurrent;
using Arthas.Contracts.Cluster;
using Arthas.Contracts.Links;
using Arthas.Hub.Sessions;

namespace Arthas.Hub.Links;

/// <summary>
/// The link of an agent that has been let in. Three things at once until the first of them ends: frames from the
/// agent, its inbox to it, heartbeats to it.
/// </summary>
internal sealed partial class AgentLink(
    LinkConnection connection,
    LinkReader reader,
    LinkId id,
    LinkFrame.Hello hello,
    ISessions sessions,
    IFleet fleet,
    JobStopper stopper,
    LeaseOptions leases,
    TimeProvider time,
    ILogger logger)
{
    private static readonly TimeSpan InboxWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(200);

    private readonly string _agent = hello.Agent.Name;

    private string NoLonger => $"The agent {_agent} no longer runs the job.";

    /// <summary>Jobs that this agent was given: it speaks for no others.</summary>
    private readonly ConcurrentDictionary<JobKey, bool> _own = new();

    /// <summary>Jobs sent and not yet acknowledged, in the inbox's order.</summary>
    private readonly ConcurrentQueue<(long Number, JobKey Job)> _sent = new();

    private readonly TargetClaims _claims = new(fleet, hello.Agent.Name, hello.Agent.Targets);

    private long _renewed = time.GetTimestamp();

    public async Task RunAsync(CancellationToken cancel)
    {
        var jobs = await ReconcileAsync(cancel);
        await connection.SendAsync(new LinkFrame.Welcome(id.Node, null, jobs), cancel);
        await TellTakenAsync(cancel);

        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        Task[] parts = [ReceiveAsync(end.Token), DeliverAsync(end.Token), BeatAsync(end.Token)];
        var first = await Task.WhenAny(parts);
        await end.CancelAsync();
        // A part may hang in a write to an agent that reads no more: closing ends that too.
        await connection.DisposeAsync();
        await Task.WhenAll(parts).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await first;
    }

    /// <summary>
    /// Brings what the agent runs and what the cluster believes it runs together. Jobs that the agent had accepted and
    /// runs no more (it was restarted) end here; those still in its inbox are yet to come to it.
    /// </summary>
    private async Task<IReadOnlyList<KnownJob>> ReconcileAsync(CancellationToken cancel)
    {
        var known = new List<KnownJob>();
        foreach (var running in hello.Running)
        {
            var job = await sessions.JobAsync(running.Job, cancel);
            var goesOn = job is { Status: not JobStatus.Terminated } && job.Agent == _agent;
            if (goesOn)
            {
                _own[running.Job] = true;
                await sessions.AcceptJobAsync(running.Job, cancel);
            }

            known.Add(job?.Agent == _agent
                ? new KnownJob(running.Job, job.LastBatch, Ended: !goesOn)
                : new KnownJob(running.Job, null, Ended: true));
        }

        foreach (var job in await sessions.JobsAsync(_agent, cancel))
        {
            if (job.Status == JobStatus.Running && !_own.ContainsKey(job.Key))
            {
                JobUnknown(_agent, job.Key);
                await stopper.EndAsync(job, -1, NoLonger, cancel);
            }
        }

        return known;
    }

    private async Task BeatAsync(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(leases.Heartbeat, time);
        while (await timer.WaitForNextTickAsync(cancel))
        {
            await connection.SendAsync(new LinkFrame.Heartbeat(), cancel);
        }
    }

    /// <summary>Sends the inbox. What the agent does not acknowledge on this link it gets on the next one.</summary>
    private async Task DeliverAsync(CancellationToken cancel)
    {
        long after = 0;
        while (await KeepTryingAsync(c => fleet.ReadInboxAsync(_agent, after, InboxWait, c), cancel) is { } entries)
        {
            foreach (var entry in entries)
            {
                after = entry.Number;
                if (entry.Message is InboxMessage.Run run && !await IsWantedAsync(entry.Number, run.Job, cancel))
                {
                    continue;
                }

                await connection.SendAsync(new LinkFrame.Inbox(entry), cancel);
            }
        }
    }

    /// <summary>A job may have ended while its agent was away: nothing is woven into a target for it then.</summary>
    private async Task<bool> IsWantedAsync(long number, JobKey key, CancellationToken cancel)
    {
        var job = await KeepTryingAsync(c => sessions.JobAsync(key, c), cancel);
        if (job is null or { Status: JobStatus.Terminated } || job.Agent != _agent)
        {
            return false;
        }

        _own[key] = true;
        _sent.Enqueue((number, key));
        return true;
    }

    /// <summary>An engine that is away is waited for; meanwhile nothing is acknowledged, so the agent keeps it.</summary>
    private async Task<T> KeepTryingAsync<T>(Func<CancellationToken, ValueTask<T>> call, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                return await call(cancel);
            }
            catch (EngineAwayException e)
            {
                EngineAway(e.Message);
                await Task.Delay(RetryAfter, time, cancel);
            }
        }
    }
}
