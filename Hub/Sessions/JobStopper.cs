using Arthas.Contracts.Cluster;
using Arthas.Contracts.Results;
using Microsoft.Extensions.Options;

namespace Arthas.Hub.Sessions;

/// <summary>Ends jobs from outside. Whoever comes first ends it, so every member may race with every other and with the agent.</summary>
public sealed class JobStopper(ISessions sessions, IFleet fleet, IOptions<LeaseOptions> leases)
{
    /// <summary>
    /// Ctrl-C: the agent has a moment to send what it has and its status; then the job ends with status 0 without it.
    /// </summary>
    public async Task InterruptAsync(JobState job, CancellationToken cancel)
    {
        if (job.Agent is { } agent && await fleet.PostAsync(agent, new InboxMessage.Interrupt(job.Key), cancel)
            && await sessions.WaitEndAsync(job.Key, leases.Value.Interrupt, cancel))
        {
            return;
        }

        await EndAsync(job, statusCode: 0, message: null, cancel);
    }

    /// <summary>Ends the job now and tells its agent to forget it.</summary>
    public async Task EndAsync(JobState job, int statusCode, string? message, CancellationToken cancel)
    {
        var status = new StatusResult { JobId = job.Key.JobId, StatusCode = statusCode, Message = message };
        var ended = await sessions.EndJobAsync(job.Key, new JobEnd { Status = status.ToResult() }, cancel);
        if (ended.Outcome == AppendOutcome.Accepted)
        {
            await ForgetAsync(job, cancel);
        }
    }

    /// <summary>The job has ended for the cluster: its agent reverts and forgets it.</summary>
    public async Task ForgetAsync(JobState job, CancellationToken cancel)
    {
        // An agent that is not told hears it in the acknowledgement of its next batch.
        if (job.Agent is { } agent)
        {
            await fleet.PostAsync(agent, new InboxMessage.Stop(job.Key), cancel);
        }
    }
}
