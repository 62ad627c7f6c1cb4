using Arthas.Contracts.Cluster;
using Arthas.Contracts.Results;
using Microsoft.Extensions.Options;

namespace Arthas.Hub.Jobs;

/// <summary>Ends jobs before their time.</summary>
internal sealed class JobInterrupter(ISessions sessions, IFleet fleet, IOptions<HubOptions> options)
{
    /// <summary>
    /// As Ctrl-C: the agent is asked to end the job, and when its <c>status</c> does not come soon the job is ended for
    /// it, so that its session is free whatever the agent does.
    /// </summary>
    public async ValueTask InterruptAsync(JobKey job, string? agent, CancellationToken cancel)
    {
        if (agent is not null)
        {
            await fleet.PostAsync(agent, new InboxMessage.Interrupt(job), cancel);
            if (await sessions.WaitEndAsync(job, options.Value.InterruptWait, cancel))
            {
                return;
            }
        }

        await EndAsync(job, agent, cancel);
    }

    /// <summary>Ends the job at once with status 0.</summary>
    public async ValueTask EndAsync(JobKey job, string? agent, CancellationToken cancel)
    {
        var status = new StatusResult { JobId = job.JobId, StatusCode = 0 };
        await sessions.EndJobAsync(job, new JobEnd { Status = status.ToResult() }, cancel);
        if (agent is not null)
        {
            await fleet.PostAsync(agent, new InboxMessage.Stop(job), cancel);
        }
    }
}
