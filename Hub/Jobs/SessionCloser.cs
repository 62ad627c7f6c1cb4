using Arthas.Contracts.Cluster;

namespace Arthas.Hub.Jobs;

/// <summary>Closes a session and tells the agents of its jobs.</summary>
internal sealed class SessionCloser(ISessions sessions, IFleet fleet)
{
    /// <summary>False when there is no such session.</summary>
    public async ValueTask<bool> CloseAsync(string sessionId, CancellationToken cancel)
    {
        if (await sessions.CloseAsync(sessionId, cancel) is not { } jobs)
        {
            return false;
        }

        foreach (var job in jobs.Where(job => job.Agent is not null))
        {
            await fleet.PostAsync(job.Agent!, new InboxMessage.Stop(job.Key), cancel);
        }

        return true;
    }
}
