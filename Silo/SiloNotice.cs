using Arthas.Silo.Hosting;
using Arthas.Silo.Journals;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Arthas.Silo;

/// <summary>Says on the console what this silo is part of, and where.</summary>
internal sealed class SiloNotice(IOptions<RedisOptions> redis, IOptions<EndpointOptions> endpoints, ClusterPresence presence) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await presence.Joined.WaitAsync(stoppingToken);
        var silo = endpoints.Value;
        Console.WriteLine(
            $"Arthas.Silo is in cluster {redis.Value.Name}: silo {silo.AdvertisedIPAddress}:{silo.SiloPort}, gateway {silo.AdvertisedIPAddress}:{silo.GatewayPort}");
    }
}
