using System.Net;
using System.Net.Sockets;
using Arthas.Silo.Journals;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using StackExchange.Redis;

namespace Arthas.Silo.Hosting;

/// <summary>How silos and their clients find each other, and how soon one counts as dead. The numbers were measured; the options adjust them.</summary>
internal static class ClusterShape
{
    private const string Service = "arthas";

    /// <summary>
    /// Of where a grain is: Orleans leaves behind what a killed silo had, which nobody asks for again. An activation that
    /// lives longer may meet a second one, and their journal says which of them is the one.
    /// </summary>
    private static readonly TimeSpan DirectoryLife = TimeSpan.FromDays(7);

    /// <summary>A cluster of one: nothing listens, so that nobody else on this machine can join, and two of them do not collide.</summary>
    public static ISiloBuilder BeAlone(this ISiloBuilder silo)
    {
        // The port is a name here: it must differ from no other process's.
        silo.UseLocalhostClustering(siloPort: 1, gatewayPort: 0);
        silo.Services.ReplaceListeners();
        return silo;
    }

    public static ISiloBuilder Join(this ISiloBuilder silo, SiloOptions options, RedisOptions redis)
    {
        silo.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (redis.Name, Service));
        silo.UseRedisClustering(clustering =>
        {
            clustering.ConfigurationOptions = RedisAddress.Parse(redis, "arthas-members");
            clustering.CreateRedisKey = static cluster => $"arthas:{cluster.ClusterId}:{{members}}";
        });
        silo.UseRedisGrainDirectoryAsDefault(directory => (directory.ConfigurationOptions, directory.EntryExpiry) = (RedisAddress.Parse(redis, "arthas-directory"), DirectoryLife));
        silo.Configure<ClusterMembershipOptions>(membership =>
        {
            membership.ProbeTimeout = options.Probe;
            membership.MaxProbeTimeout = options.Probe;
            membership.MinProbeTimeout = options.Probe;
            membership.NumMissedProbesLimit = options.Missed;
            // Of two that are left neither may find a second witness.
            membership.NumVotesForDeathDeclaration = 1;
            membership.TableRefreshTimeout = TimeSpan.FromSeconds(5);
            membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
            // A silo that was killed and started again meets its own old entry, and others that died with it.
            membership.MaxJoinAttemptTime = TimeSpan.FromMinutes(1);
            membership.DefunctSiloExpiration = TimeSpan.FromDays(1);
        });
        silo.Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = Response(options));
        silo.Configure<ConnectionOptions>(connection => (connection.OpenConnectionTimeout, connection.ConnectionRetryDelay) = (options.Probe, TimeSpan.FromMilliseconds(200)));
        if (options.Kubernetes)
        {
            silo.UseKubernetesHosting();
            // The pod's address is taken, and Orleans' own ports unless others are named: a pod has all of them to itself.
            silo.Configure<EndpointOptions>(endpoints => (endpoints.SiloPort, endpoints.GatewayPort) = (
                options.Port == 0 ? EndpointOptions.DEFAULT_SILO_PORT : options.Port,
                options.Gateway == 0 ? EndpointOptions.DEFAULT_GATEWAY_PORT : options.Gateway));
        }
        else
        {
            silo.Configure<EndpointOptions>(endpoints => endpoints.Set(options, options.IPAddress ?? AddressTowards(redis)));
        }

        if (options.Tls.IsOn && SiloTls.ProblemOf(options.Tls) is null)
        {
            silo.UseTls(options.Tls);
        }

        return silo.WatchForDeaths();
    }

    public static IClientBuilder JoinAsClient(this IClientBuilder client, SiloOptions options, RedisOptions redis)
    {
        client.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (redis.Name, Service));
        client.UseRedisClustering(clustering =>
        {
            clustering.ConfigurationOptions = RedisAddress.Parse(redis, "arthas-members");
            clustering.CreateRedisKey = static cluster => $"arthas:{cluster.ClusterId}:{{members}}";
        });
        client.Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = Response(options));
        client.Configure<ConnectionOptions>(connection => (connection.OpenConnectionTimeout, connection.ConnectionRetryDelay) = (options.Probe, TimeSpan.FromMilliseconds(200)));
        client.Configure<GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = TimeSpan.FromSeconds(1));
        // Silos may come later than this node, and go for a while: requests say so meanwhile.
        client.UseConnectionRetryFilter(static async (_, cancel) =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, cancel);
            return true;
        });
        if (options.Tls.IsOn && SiloTls.ProblemOf(options.Tls) is null)
        {
            client.UseTls(options.Tls);
        }

        return client;
    }

    public static ISiloBuilder AddTracing(this ISiloBuilder silo, SiloOptions options) => options.Tracing ? silo.AddActivityPropagation() : silo;

    public static IClientBuilder AddTracing(this IClientBuilder client, SiloOptions options) => options.Tracing ? client.AddActivityPropagation() : client;

    /// <summary>Longer than any caller waits, so that the caller's own limit is the one that counts.</summary>
    private static TimeSpan Response(SiloOptions options) => options.Limit + TimeSpan.FromSeconds(10);

    internal static void Set(this EndpointOptions endpoints, SiloOptions options, IPAddress address)
    {
        // Both are held until both are known: a free port asked for twice may be the same one.
        using var silo = Listen(address, options.Port, nameof(SiloOptions.Port));
        using var gateway = Listen(address, options.Gateway, nameof(SiloOptions.Gateway));
        endpoints.AdvertisedIPAddress = address;
        endpoints.SiloListeningEndpoint = (IPEndPoint)silo.LocalEndpoint;
        endpoints.GatewayListeningEndpoint = (IPEndPoint)gateway.LocalEndpoint;
        endpoints.SiloPort = endpoints.SiloListeningEndpoint.Port;
        endpoints.GatewayPort = endpoints.GatewayListeningEndpoint.Port;
    }

    /// <summary>This machine's address on the way to Redis: where the other nodes, which reach the same Redis, reach this one.</summary>
    private static IPAddress AddressTowards(RedisOptions redis)
    {
        var (host, port) = ConfigurationOptions.Parse(redis.Redis!).EndPoints[0] switch
        {
            DnsEndPoint name => (AddressOf(name.Host), name.Port),
            IPEndPoint ip => (ip.Address, ip.Port),
            _ => (IPAddress.Loopback, 0),
        };
        using var socket = new Socket(host.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        // Nothing is sent: the system only looks up the way.
        socket.Connect(host, port == 0 ? 6379 : port);
        return ((IPEndPoint)socket.LocalEndPoint!).Address;
    }

    private static IPAddress AddressOf(string host)
    {
        try
        {
            return Dns.GetHostAddresses(host).First();
        }
        catch (SocketException e)
        {
            throw Wrong($"{RedisOptions.Section}:{nameof(RedisOptions.Redis)}: {host}: {e.Message}");
        }
    }

    /// <param name="port">0: a free one.</param>
    /// <exception cref="OptionsValidationException">It names the option that is to be another one.</exception>
    private static TcpListener Listen(IPAddress address, int port, string option)
    {
        var listener = new TcpListener(address, port);
        try
        {
            listener.Start();
            return listener;
        }
        catch (SocketException e)
        {
            listener.Dispose();
            throw Wrong(e.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => $"{SiloOptions.Section}:{option}: {new IPEndPoint(address, port)} is in use already: name another port with --{SiloOptions.Section}:{option}, or 0 for a free one",
                SocketError.AddressNotAvailable => $"{SiloOptions.Section}:{nameof(SiloOptions.Address)}: {address} is no address of this machine",
                _ => $"{SiloOptions.Section}:{option}: {new IPEndPoint(address, port)}: {e.Message}",
            });
        }
    }

    private static OptionsValidationException Wrong(string problem) => new(Options.DefaultName, typeof(SiloOptions), [problem]);

    private static void ReplaceListeners(this IServiceCollection services)
    {
        for (var i = 0; i < services.Count; i++)
        {
            if (services[i] is { IsKeyedService: true } listener && listener.ServiceType == typeof(IConnectionListenerFactory))
            {
                services[i] = ServiceDescriptor.KeyedSingleton<IConnectionListenerFactory>(listener.ServiceKey, new NoListeners());
            }
        }
    }
}
