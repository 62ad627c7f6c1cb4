using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Orleans.Configuration;

namespace Arthas.Silo.Hosting;

/// <summary>
/// Finds out at once that a silo's process is gone: a connection ends, and its port refuses another one. Which silo it was
/// is not asked: the other end of a connection that it made has a port of nobody's. Probes, which take seconds, are for a
/// silo that stands still, and for a machine that does not answer at all.
/// </summary>
internal sealed partial class DeathWatch(IServiceProvider services, ILogger<DeathWatch> logger)
{
    /// <summary>One that restarts its listener for a moment is not dead.</summary>
    private const int Tries = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public async Task ConnectionEndedAsync()
    {
        // Not injected: the membership is made of connections, which are made of this.
        var membership = services.GetRequiredService<IClusterMembershipService>();
        var me = services.GetRequiredService<ILocalSiloDetails>().SiloAddress;
        await Task.WhenAll(Active(membership).Where(silo => !silo.Equals(me)).Select(silo => JudgeAsync(silo, membership)));
    }

    private async Task JudgeAsync(SiloAddress silo, IClusterMembershipService membership)
    {
        for (var i = 0; i < Tries; i++)
        {
            if (!await IsRefusedAsync(silo.Endpoint))
            {
                return;
            }

            await Task.Delay(Pause, TimeProvider.System);
        }

        if (Active(membership).Contains(silo))
        {
            Gone(silo);
            await membership.TryKill(silo);
        }
    }

    private static IEnumerable<SiloAddress> Active(IClusterMembershipService membership) =>
        membership.CurrentSnapshot.Members.Values.Where(static member => member.Status == SiloStatus.Active).Select(static member => member.SiloAddress);

    private static async Task<bool> IsRefusedAsync(IPEndPoint endpoint)
    {
        using var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));
        try
        {
            await socket.ConnectAsync(endpoint, limit.Token);
            return false;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode == SocketError.ConnectionRefused;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    [LoggerMessage(2011, LogLevel.Warning, "Silo {Silo} is gone: its port refuses connections")]
    private partial void Gone(SiloAddress silo);
}

internal static class DeathWatchBuilder
{
    public static ISiloBuilder WatchForDeaths(this ISiloBuilder silo)
    {
        silo.Services.AddSingleton<DeathWatch>();
        return silo.Configure<SiloConnectionOptions>(static options =>
        {
            // Two silos have one connection, whichever of them made it.
            options.ConfigureSiloOutboundConnection(Watch);
            options.ConfigureSiloInboundConnection(Watch);
        });
    }

    private static void Watch(IConnectionBuilder connection)
    {
        var watch = connection.ApplicationServices.GetRequiredService<DeathWatch>();
        connection.Use(next => async context =>
        {
            try
            {
                await next(context);
            }
            finally
            {
                _ = watch.ConnectionEndedAsync();
            }
        });
    }
}
