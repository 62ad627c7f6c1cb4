using Arthas.Contracts.Cluster;
using Arthas.Contracts.Results;
using Microsoft.Extensions.Options;

namespace Arthas.Hub.Sessions;

/// <summary>
/// Takes what is due and acts on it. Every node runs one: an engine gives each thing to one of them, and to another
/// when that one died before it was done.
/// </summary>
internal sealed partial class Reaper(
    ISessions sessions, IFleet fleet, JobStopper stopper, IOptions<LeaseOptions> leases, TimeProvider time, ILogger<Reaper> logger)
    : BackgroundService
{
    private const int Late = 4;

    public const string TimeLimitText = "The job is exceeded time limit, force interrupt";
    public const string NotAcceptedText = "The agent did not accept the job in time.";
    public const string UnheardText = "all consumers are unhealthy, current job was interrupted.";

    public static string LostText(string agent) => $"The agent {agent} was lost, its job was ended.";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(leases.Value.Reaping, time);
        var (last, waited) = (time.GetTimestamp(), false);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            // Late itself, this process stood still or was starved: what others sent in time may wait to be read, for one round.
            waited = !waited && time.GetElapsedTime(last) > Late * leases.Value.Reaping;
            last = time.GetTimestamp();
            if (waited)
            {
                continue;
            }

            try
            {
                await ReapAsync(stoppingToken);
            }
            catch (EngineAwayException)
            {
                // The engine says so itself, once and not at every round.
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // What was taken is due again later: the next round goes on.
                RoundFailed(e);
            }
        }
    }

    internal async Task ReapAsync(CancellationToken cancel)
    {
        var due = await sessions.TakeDueAsync(cancel);
        var lost = await fleet.TakeLostAsync(cancel);
        // An interrupt waits for its agent: one that is slow must not hold up the others.
        await Task.WhenAll([.. due.Select(d => ActAsync(d, cancel)), .. lost.Select(a => EndJobsAsync(a, cancel))]);
    }

    private async Task ActAsync(Due due, CancellationToken cancel)
    {
        switch (due)
        {
            case { Kind: DueKind.SessionExpired }:
                SessionExpired(due.SessionId);
                if (due.Job is { } ran)
                {
                    await stopper.ForgetAsync(ran, cancel);
                }

                break;
            case { Kind: DueKind.Deadline, Job: { } job }:
                JobOverTime(job.Key);
                await stopper.EndAsync(job, -10, TimeLimitText, cancel);
                break;
            case { Kind: DueKind.NotAccepted, Job: { } job }:
                JobNotAccepted(job.Key, job.Agent);
                await stopper.EndAsync(job, -1, NotAcceptedText, cancel);
                break;
            case { Kind: DueKind.Unheard, Job: { } job }:
                JobUnheard(job.Key);
                await sessions.NoteAsync(due.SessionId, [new MessageResult { Message = UnheardText }.ToResult()], cancel);
                await stopper.InterruptAsync(job, cancel);
                break;
        }
    }

    private async Task EndJobsAsync(string agent, CancellationToken cancel)
    {
        AgentLost(agent);
        foreach (var job in await sessions.JobsAsync(agent, cancel))
        {
            await stopper.EndAsync(job, -1, LostText(agent), cancel);
        }

        await fleet.ForgetAsync(agent, cancel);
    }
}
