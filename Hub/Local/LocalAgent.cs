using Arthas.Agent;
using Arthas.Contracts.Links;
using Arthas.Hub.Links;
using Microsoft.Extensions.Options;

namespace Arthas.Hub.Local;

/// <summary>The agent of the hub's own host, on the same frames as a remote one, through a pipe.</summary>
internal sealed partial class LocalAgent(LinkHost links, IOptions<AgentOptions> options, TimeProvider time, ILogger<LocalAgent> logger) : BackgroundService
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirstLink = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);

    private readonly AgentHost _agent = new(options.Value, time);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.Embedded)
        {
            return;
        }

        // The first request of a hub that has just started should find its targets; an engine that is away must not keep it from starting.
        await _agent.ScanAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
        await Task.WhenAny(_agent.Linked, Task.Delay(FirstLink, time, cancellationToken));
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await _agent.EndJobsAsync(LastWords);
        await base.StopAsync(cancellationToken);
        await _agent.DisposeAsync();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(_agent.RunAsync(stoppingToken), LinkAsync(stoppingToken));

    private async Task LinkAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            var (agent, hub) = LinkPair.Create();
            var serving = links.ServeAsync(hub, token: null, cancel);
            try
            {
                await _agent.ServeAsync(agent, cancel);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LinkEnded(e.Message);
            }

            await serving;
            await Task.Delay(Again, time, cancel);
        }
    }

    [LoggerMessage(3403, LogLevel.Warning, "The link to the local agent ended: {Reason}")]
    private partial void LinkEnded(string reason);
}
