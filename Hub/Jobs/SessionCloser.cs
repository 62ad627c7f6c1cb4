using Arthas.Contracts.Cluster;
using Arthas.Hub.Sessions;

namespace Arthas.Hub.Jobs;

/// <summary>Closes a session and tells the agents of its jobs.</summary>
internal sealed class SessionCloser(ISessions sessions, JobStopper stopper)
{
    /// <summary>False when there is no such session.</summary>
    public async ValueTask<bool> CloseAsync(string sessionId, CancellationToken cancel)
    {
        if (await sessions.CloseAsync(sessionId, cancel) is not { } jobs)
        {
            return false;
        }

        foreach (var job in jobs)
        {
            await stopper.ForgetAsync(job, cancel);
        }

        return true;
    }
}
