using System.Collections.Concurrent;
using Arthas.Contracts.Cluster;
using Arthas.Hub.Nodes;
using Arthas.Silo.Fleet;
using Arthas.Silo.Hosting;
using Arthas.Silo.Ledgers;
using Arthas.Silo.Sessions;
using Microsoft.Extensions.Options;

namespace Arthas.Hub.Sessions;

/// <summary>
/// The one-time sessions of this node. A command costs one call, to its agent's grain; what comes of it is sent here by the
/// node that has the agent's link.
/// </summary>
internal sealed partial class OneTimeSessions(
    IGrainFactory grains,
    GrainCalls calls,
    HubNodeReference node,
    JobNumbers numbers,
    IOptions<LogOptions> log,
    IOptions<LeaseOptions> leases,
    TimeProvider time,
    ILogger<OneTimeSessions> logger)
{
    /// <summary>An agent's grain that died with its silo had this in its memory: it is told again.</summary>
    private static readonly TimeSpan TellAgain = TimeSpan.FromSeconds(1.5);

    private readonly ConcurrentDictionary<JobKey, OneTimeSession> _sessions = new();
    private readonly Terms _terms = new(log.Value, leases.Value, time.GetUtcNow, new LogBudget(log.Value.LogBytes));

    /// <summary>Null for a job that is not (any more) here.</summary>
    public OneTimeSession? Find(JobKey job) => _sessions.GetValueOrDefault(job);

    /// <summary>Tells the agent to run it. What it became is to be taken, whatever happens.</summary>
    public async ValueTask<OneTimeSession> StartAsync(string sessionId, NewJob job, CancellationToken cancel)
    {
        var session = new OneTimeSession(sessionId, job, await numbers.NextAsync(), _terms);
        _sessions[session.Key] = session;
        try
        {
            if (!await TellAsync(job.Agent!, AgentMessage.ToRun(session.Key, job, node.Value), cancel))
            {
                session.End(-1, $"agent '{job.Agent}' of target '{job.TargetId}' cannot be reached");
            }

            return session;
        }
        catch
        {
            _sessions.TryRemove(session.Key, out _);
            throw;
        }
    }

    /// <summary>Waits for the job's end; false when the time is over first.</summary>
    public async ValueTask<bool> WaitAsync(OneTimeSession session, NewJob job, TimeSpan limit, CancellationToken cancel)
    {
        var (begin, isToldAgain) = (time.GetTimestamp(), false);
        while (!session.Ended.IsCompleted)
        {
            var passed = time.GetElapsedTime(begin);
            if (passed >= limit)
            {
                return false;
            }

            if (!isToldAgain && passed >= TellAgain && !session.IsAccepted)
            {
                isToldAgain = true;
                await TellAsync(job.Agent!, AgentMessage.ToRun(session.Key, job, node.Value), cancel);
            }

            var until = new[] { limit - passed, session.NextDue - _terms.Now(), isToldAgain ? limit : TellAgain - passed }.Where(static span => span > TimeSpan.Zero).Min();
            await session.Ended.WaitAsync(TimeSpan.FromMilliseconds(Math.Ceiling(until.TotalMilliseconds)), time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancel.ThrowIfCancellationRequested();
            session.DoDue();
            await TellAsync(session, cancel);
        }

        return true;
    }

    /// <summary>Ctrl-C: the agent has a moment to send what it has and its status; then the job ends without it.</summary>
    public async ValueTask InterruptAsync(OneTimeSession session, NewJob job, CancellationToken cancel)
    {
        session.Interrupt();
        await TellAsync(session, cancel);
        await WaitAsync(session, job, TimeSpan.FromDays(1), cancel);
    }

    /// <summary>The request is over: its agent is told if the job is not.</summary>
    public async ValueTask<(IReadOnlyList<Result> Results, long Missed)> EndAsync(OneTimeSession session)
    {
        session.End(statusCode: 0, message: null);
        await TellAsync(session, CancellationToken.None);
        _sessions.TryRemove(session.Key, out _);
        return session.Take();
    }

    /// <summary>After a change: holds all logs here within their common bound, the largest gives first.</summary>
    public void Hold()
    {
        while (_terms.Budget.Exceeded && _sessions.Values.MaxBy(static session => session.LogBytes) is { LogBytes: > 0 and var bytes } largest)
        {
            largest.Trim(Math.Max(bytes / 8, 1));
        }
    }

    private async ValueTask TellAsync(OneTimeSession session, CancellationToken cancel)
    {
        foreach (var (agent, message) in session.TakeTellings())
        {
            await TellAsync(agent, message with { Owner = node.Value }, cancel);
        }
    }

    private async ValueTask<bool> TellAsync(string agent, AgentMessage message, CancellationToken cancel)
    {
        try
        {
            AgentMessage[] messages = [message];
            return await calls.RunAsync(() => grains.Get<IAgentGrain>(agent).PostAsync(messages), cancel);
        }
        catch (ClusterAwayException e) when (message.Kind != AgentMessageKind.Run)
        {
            // It hears it in the answer to its next batch, and its own deadline ends it.
            NotTold(agent, e.Message);
            return false;
        }
    }

    [LoggerMessage(3102, LogLevel.Warning, "Agent {Agent} was not told: {Reason}")]
    private partial void NotTold(string agent, string reason);
}
