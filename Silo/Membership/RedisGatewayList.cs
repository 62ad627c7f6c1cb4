using System.Net;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Messaging;

namespace Arthas.Silo.Membership;

/// <summary>Where clients find silos: those of the members' table that are up.</summary>
internal sealed class RedisGatewayList(IMembershipTable members, IOptions<GatewayOptions> options) : IGatewayListProvider
{
    public TimeSpan MaxStaleness => options.Value.GatewayListRefreshPeriod;

    public bool IsUpdatable => true;

    public Task InitializeGatewayListProvider() => members.InitializeMembershipTableAsync(false, CancellationToken.None);

    public async Task<IList<Uri>> GetGateways() =>
        [.. (await members.ReadAllAsync(CancellationToken.None)).Members
            .Select(member => member.Item1)
            .Where(entry => entry.Status == SiloStatus.Active && entry.ProxyPort != 0)
            .Select(entry => SiloAddress.New(new IPEndPoint(entry.SiloAddress.Endpoint.Address, entry.ProxyPort), entry.SiloAddress.Generation).ToGatewayUri())];
}
