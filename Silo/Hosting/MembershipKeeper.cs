namespace Arthas.Silo.Hosting;

/// <summary>
/// Writes the table of members again when Redis came back empty: the silos know each other still, but a new one would not
/// find them, and found a cluster of its own.
/// </summary>
internal sealed partial class MembershipKeeper(
    IMembershipTable table, IClusterMembershipService membership, ILocalSiloDetails self, TimeProvider time, ILogger<MembershipKeeper> logger)
    : BackgroundService
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5);

    /// <summary>Others write at the same time.</summary>
    private const int MostRaces = 1000;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        MembershipTableData? last = null;
        using var timer = new PeriodicTimer(LookAgain, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (membership.CurrentSnapshot.Members.GetValueOrDefault(self.SiloAddress)?.Status != SiloStatus.Active)
            {
                continue;
            }

            try
            {
                var now = await ReadAsync(stoppingToken);
                if (now is not null && Has(now, self.SiloAddress))
                {
                    last = now;
                }
                else if (last is not null)
                {
                    await WriteAsync(last, stoppingToken);
                    Written();
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // Redis is away, as others say: the next look tells.
                NotKept(e.Message);
            }
        }
    }

    private async Task WriteAsync(MembershipTableData last, CancellationToken cancel)
    {
        await table.InitializeMembershipTableAsync(tryInitTableVersion: true, cancel);
        var alive = last.Members.Select(static member => member.Item1).Where(static entry => entry.Status == SiloStatus.Active).ToArray();
        for (var race = 0; race < MostRaces; race++)
        {
            var now = await table.ReadAllAsync(cancel);
            if (Array.Find(alive, entry => !Has(now, entry.SiloAddress)) is { } missing)
            {
                await table.InsertRowAsync(missing, now.Version.Next(), cancel);
            }
            else if (now.Version.Version <= membership.CurrentSnapshot.Version.Value)
            {
                // Nobody takes an older table than the one it knows.
                var (entry, etag) = now.Members.First(member => member.Item1.SiloAddress.Equals(self.SiloAddress));
                await table.UpdateRowAsync(entry, etag, now.Version.Next(), cancel);
            }
            else
            {
                return;
            }
        }
    }

    /// <summary>Null when there is none.</summary>
    private async Task<MembershipTableData?> ReadAsync(CancellationToken cancel)
    {
        try
        {
            return await table.ReadAllAsync(cancel);
        }
        catch (OrleansException)
        {
            // It has lost its version: the provider takes that for no table at all.
            return null;
        }
        catch (Orleans.Clustering.Redis.RedisClusteringException)
        {
            return null;
        }
    }

    private static bool Has(MembershipTableData table, SiloAddress silo) =>
        table.Members.Any(member => member.Item1.SiloAddress.Equals(silo) && member.Item1.Status == SiloStatus.Active);

    [LoggerMessage(2031, LogLevel.Warning, "Redis had lost the table of the cluster's members: it is there again")]
    private partial void Written();

    [LoggerMessage(2032, LogLevel.Debug, "The table of the cluster's members could not be looked at: {Reason}")]
    private partial void NotKept(string reason);
}
