using System.Threading.Channels;
using Arthas.Silo.Fleet;
using Arthas.Silo.Journals;

namespace Arthas.Silo.Hosting;

/// <summary>
/// Wakes agents and the sessions of their jobs when a silo has died, when the journals were away, and when this silo has
/// started: their deadlines are their own, what fell due while they could write nothing was not done, and nobody else may
/// ask for them.
/// </summary>
internal sealed partial class Sweeper(
    ClusterPresence presence,
    IClusterMembershipService membership,
    IGrainFactory grains,
    GrainCalls calls,
    TimeProvider time,
    ILogger<Sweeper> logger,
    IJournalHealth? journals = null) : BackgroundService
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(5);

    /// <summary>However often it is asked for meanwhile, one sweep follows.</summary>
    private readonly Channel<bool> _asked = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await presence.Joined.WaitAsync(stoppingToken);
        if (journals is not null)
        {
            journals.Restored += Ask;
        }

        try
        {
            await Task.WhenAll(WatchAsync(stoppingToken), SweepAsync(stoppingToken));
        }
        finally
        {
            if (journals is not null)
            {
                journals.Restored -= Ask;
            }
        }
    }

    private void Ask() => _asked.Writer.TryWrite(true);

    private async Task WatchAsync(CancellationToken cancel)
    {
        var dead = new HashSet<SiloAddress>();
        var isFirst = true;
        await foreach (var snapshot in membership.MembershipUpdates.WithCancellation(cancel))
        {
            foreach (var member in snapshot.Members.Values.Where(static member => member.Status == SiloStatus.Dead).Where(member => dead.Add(member.SiloAddress)))
            {
                Ask();
                // Those that had gone before this silo came are nobody's news.
                if (!isFirst)
                {
                    Died(member.SiloAddress);
                }
            }

            if (isFirst)
            {
                Ask();
            }

            isFirst = false;
        }
    }

    private async Task SweepAsync(CancellationToken cancel)
    {
        await foreach (var _ in _asked.Reader.ReadAllAsync(cancel))
        {
            try
            {
                await calls.RunAsync(() => grains.GetGrain<IFleetGrain>(0).SweepAsync(), cancel);
            }
            catch (ClusterAwayException e)
            {
                NotSwept(e.Message);
                await Task.Delay(Again, time, cancel);
                Ask();
            }
        }
    }

    [LoggerMessage(2013, LogLevel.Information, "Silo {Silo} has left the cluster")]
    private partial void Died(SiloAddress silo);

    [LoggerMessage(2012, LogLevel.Warning, "Agents and sessions could not be woken yet: {Reason}")]
    private partial void NotSwept(string reason);
}
