using System.Net;
using System.Net.WebSockets;
using Arthas.Agent.Links;
using Arthas.Contracts.Links;
using Microsoft.Extensions.Options;

namespace Arthas.Agent.Daemon;

/// <summary>Keeps one link to some hub node, whichever answers, and looks for targets all the while.</summary>
internal sealed partial class AgentDaemon(AgentHost agent, IOptions<AgentOptions> options, TimeProvider time, ILogger<AgentDaemon> logger) : BackgroundService
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);

    private Uri? _hub;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await agent.EndJobsAsync(LastWords);
        await base.StopAsync(cancellationToken);
        await agent.DisposeAsync();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        agent.Welcomed += () => Linked(_hub!, options.Value.Name);
        agent.TargetsTaken += LogTaken;
        await agent.ScanAsync(stoppingToken);
        await Task.WhenAll(agent.RunAsync(stoppingToken), LinkAsync(new HubAddresses(options.Value.Hub!), stoppingToken));
    }

    private async Task LinkAsync(HubAddresses hubs, CancellationToken cancel)
    {
        var failures = 0;
        while (!cancel.IsCancellationRequested)
        {
            var hub = _hub = hubs.Next();
            var started = time.GetTimestamp();
            try
            {
                if (await ServeAsync(hub, cancel))
                {
                    LinkEnded(hub, "the node is about to stop");
                    continue;
                }

                LinkEnded(hub, "the hub closed it");
            }
            catch (LinkRefusedException e)
            {
                Refused(hub, e.Message);
                failures = Math.Max(failures, 5);
            }
            catch (Exception e) when (!cancel.IsCancellationRequested)
            {
                // What is at the bottom of it: on top it says only that something failed.
                LinkEnded(hub, e.GetBaseException().Message);
            }

            // One that lasted is tried again at once elsewhere; only when every node failed in turn is there a reason to wait.
            failures = time.GetElapsedTime(started) > LongestPause ? 0 : failures + 1;
            await Task.Delay(Pause(failures / hubs.Count), time, cancel);
        }
    }

    private async Task<bool> ServeAsync(Uri hub, CancellationToken cancel)
    {
        using var socket = new ClientWebSocket();
        socket.Options.KeepAliveInterval = TimeSpan.Zero;
        socket.Options.CollectHttpResponseDetails = true;
        await ConnectAsync(socket, hub, cancel);
        var stream = WebSocketStream.Create(socket, WebSocketMessageType.Binary, ownsWebSocket: true);
        await using (stream)
        {
            return await agent.ServeAsync(stream, cancel);
        }
    }

    private async Task ConnectAsync(ClientWebSocket socket, Uri hub, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(ConnectLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        try
        {
            await socket.ConnectAsync(hub, either.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            throw new TimeoutException($"it did not answer within {ConnectLimit.TotalSeconds} s");
        }
        catch (WebSocketException) when (socket.HttpStatusCode == HttpStatusCode.Forbidden)
        {
            throw new LinkRefusedException("it takes no agents: start it with --Agent:Token");
        }
        catch (WebSocketException) when (socket.HttpStatusCode == HttpStatusCode.ServiceUnavailable)
        {
            throw new IOException("it is about to stop");
        }
        catch (WebSocketException) when (socket.HttpStatusCode != 0)
        {
            throw new LinkRefusedException($"it answers HTTP {(int)socket.HttpStatusCode}, so it is no hub node");
        }
    }

    private void LogTaken(IReadOnlyList<TakenTarget> taken)
    {
        foreach (var target in taken)
        {
            TargetTaken(target.Id, target.Agent);
        }

        if (taken.Count == 0)
        {
            NoneTaken();
        }
    }

    /// <summary>Doubled each round up to the longest, and spread, so that the agents of a node that died do not come all at once.</summary>
    private static TimeSpan Pause(int rounds)
    {
        var most = Math.Min(LongestPause.TotalMilliseconds, FirstPause.TotalMilliseconds * Math.Pow(2, Math.Min(rounds, 10)));
        return TimeSpan.FromMilliseconds(most * (0.5 + (Random.Shared.NextDouble() / 2)));
    }
}
