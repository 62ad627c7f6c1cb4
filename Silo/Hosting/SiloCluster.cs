using System.Net;
using Arthas.Silo.Membership;
using Orleans.Configuration;
using Orleans.Messaging;

namespace Arthas.Silo.Hosting;

/// <summary>What silos and their clients agree on: the cluster's name, how they find each other, how soon one counts as dead.</summary>
internal static class SiloCluster
{
    /// <summary>One machine, no Redis: the members' list is in the memory of one of the silos.</summary>
    public static ISiloBuilder UseOneMachine(this ISiloBuilder silo, SiloOptions options) => silo
        .UseDevelopmentClustering(new IPEndPoint(IPAddress.Loopback, options.Primary ?? options.Port))
        .Configure<EndpointOptions>(endpoints => endpoints.Set(IPAddress.Loopback, options));

    public static IClientBuilder UseOneMachine(this IClientBuilder client, SiloOptions options) => client
        .UseStaticClustering(new IPEndPoint(IPAddress.Loopback, options.PrimaryGateway));

    /// <summary>Any number of machines: the members' list is in Redis.</summary>
    public static ISiloBuilder UseRedis(this ISiloBuilder silo, SiloOptions options)
    {
        silo.Services.AddSingleton<IMembershipTable, RedisMembershipTable>();
        return silo.Configure<EndpointOptions>(endpoints => endpoints.Set(IPAddress.Parse(options.Address), options));
    }

    public static IClientBuilder UseRedis(this IClientBuilder client)
    {
        client.Services.AddSingleton<IMembershipTable, RedisMembershipTable>();
        client.Services.AddSingleton<IGatewayListProvider, RedisGatewayList>();
        return client;
    }

    public static ISiloBuilder Agree(this ISiloBuilder silo, SiloOptions options)
    {
        silo.Configure<ClusterOptions>(cluster => cluster.Name(options));
        silo.Configure<ClusterMembershipOptions>(membership =>
        {
            membership.ProbeTimeout = options.Probe;
            membership.NumMissedProbesLimit = options.Missed;
            // Of two that are left neither may find a second witness.
            membership.NumVotesForDeathDeclaration = 1;
            membership.TableRefreshTimeout = TimeSpan.FromSeconds(5);
            membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
            // A silo that was killed and started again meets its own old entry, and others that died with it.
            membership.MaxJoinAttemptTime = TimeSpan.FromSeconds(30);
            membership.DefunctSiloExpiration = TimeSpan.FromDays(1);
        });
        silo.Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = Response(options));
        silo.Configure<ConnectionOptions>(connection => connection.OpenConnectionTimeout = options.Probe);
        return silo;
    }

    public static IClientBuilder Agree(this IClientBuilder client, SiloOptions options)
    {
        client.Configure<ClusterOptions>(cluster => cluster.Name(options));
        client.Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = Response(options));
        client.Configure<ConnectionOptions>(connection => connection.OpenConnectionTimeout = options.Probe);
        client.Configure<GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = TimeSpan.FromSeconds(1));
        return client;
    }

    public static void Set(this EndpointOptions endpoints, IPAddress address, SiloOptions options)
    {
        endpoints.AdvertisedIPAddress = address;
        endpoints.SiloPort = options.Port;
        endpoints.GatewayPort = options.Gateway;
        endpoints.SiloListeningEndpoint = new IPEndPoint(address, options.Port);
        endpoints.GatewayListeningEndpoint = new IPEndPoint(address, options.Gateway);
    }

    private static void Name(this ClusterOptions cluster, SiloOptions options) =>
        (cluster.ClusterId, cluster.ServiceId) = (options.Cluster, "arthas");

    /// <summary>Longer than any call waits, so that the caller's own limit is the one that counts.</summary>
    private static TimeSpan Response(SiloOptions options) => options.Limit + TimeSpan.FromSeconds(10);
}
