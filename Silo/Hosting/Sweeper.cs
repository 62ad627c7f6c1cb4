using Arthas.Silo.Fleet;

namespace Arthas.Silo.Hosting;

/// <summary>
/// Wakes agents and the sessions of their jobs when a silo has died, and when this one has started: their deadlines are
/// their own, and nobody else may ask for them.
/// </summary>
internal sealed partial class Sweeper(
    ClusterPresence presence, IClusterMembershipService membership, IGrainFactory grains, GrainCalls calls, ILogger<Sweeper> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await presence.Joined.WaitAsync(stoppingToken);
        var dead = new HashSet<SiloAddress>();
        var isFirst = true;
        await foreach (var snapshot in membership.MembershipUpdates.WithCancellation(stoppingToken))
        {
            var fresh = 0;
            foreach (var member in snapshot.Members.Values.Where(static member => member.Status == SiloStatus.Dead).Where(member => dead.Add(member.SiloAddress)))
            {
                // Those that had gone before this silo came are nobody's news.
                fresh++;
                if (!isFirst)
                {
                    Died(member.SiloAddress);
                }
            }

            if (fresh > 0 || isFirst)
            {
                isFirst = false;
                await SweepAsync(stoppingToken);
            }
        }
    }

    private async Task SweepAsync(CancellationToken cancel)
    {
        try
        {
            await calls.RunAsync(() => grains.GetGrain<IFleetGrain>(0).SweepAsync(), cancel);
        }
        catch (ClusterAwayException e)
        {
            NotSwept(e.Message);
        }
    }

    [LoggerMessage(2013, LogLevel.Information, "Silo {Silo} has left the cluster")]
    private partial void Died(SiloAddress silo);

    [LoggerMessage(2012, LogLevel.Warning, "After a silo's death its agents and sessions could not be woken: {Reason}")]
    private partial void NotSwept(string reason);
}
