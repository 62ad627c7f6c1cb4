using System.Security.Cryptography;
using System.Text;
using Arthas.Contracts.CommandLine;
using Arthas.Contracts.Links;
using Arthas.Hub.Nodes;
using Arthas.Hub.Sessions;
using Arthas.Hub.Targets;
using Arthas.Silo.Fleet;
using Arthas.Silo.Hosting;
using Arthas.Silo.Sessions;
using Microsoft.Extensions.Options;

namespace Arthas.Hub.Links;

/// <summary>Takes the links of agents: greets, and serves each until it ends.</summary>
internal sealed class LinkHost(
    IGrainFactory grains,
    GrainCalls calls,
    HubNodeReference node,
    AgentLinks links,
    FleetView fleet,
    SessionClient sessions,
    OneTimeSessions oneTime,
    IHostApplicationLifetime lifetime,
    IOptions<LinkOptions> options,
    IOptions<LeaseOptions> leases,
    TimeProvider time,
    ILogger<LinkHost> logger)
{
    private readonly LinkContext _context = new(grains, calls, node, links, sessions, oneTime, leases.Value, time, logger);
    private long _links;

    /// <summary>Serves one link until either end closes it or it falls silent. Closes the stream.</summary>
    /// <param name="token">What the agent must show; null for the embedded one.</param>
    public async Task ServeAsync(Stream stream, string? token, CancellationToken cancel)
    {
        var id = new LinkId(options.Value.Node, Interlocked.Increment(ref _links));
        await using var connection = new LinkConnection(stream);
        try
        {
            await ServeAsync(connection, id, token, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // This node goes; its agents find another one.
        }
        catch (Exception e)
        {
            logger.LinkBroke(id, e.Message);
        }
    }

    private async Task ServeAsync(LinkConnection connection, LinkId id, string? token, CancellationToken cancel)
    {
        await using var reader = new LinkReader(connection, leases.Value.Link, time, cancel);
        if (await reader.NextAsync() is not LinkFrame.Hello hello)
        {
            throw new LinkException("a link begins with a hello");
        }

        var (registered, reason) = await RegisterAsync(hello, id, token, cancel);
        if (reason is not null)
        {
            logger.AgentRefused(hello.Agent.Name, reason);
            await connection.SendAsync(new LinkFrame.Welcome(id.Node, reason, []), cancel);
            return;
        }

        logger.AgentCame(hello.Agent.Name, hello.Agent.Version, id);
        var stopping = token is null ? CancellationToken.None : lifetime.ApplicationStopping;
        try
        {
            await new AgentLink(connection, reader, id, hello, _context).RunAsync(registered!, stopping, cancel);
        }
        finally
        {
            logger.AgentWent(hello.Agent.Name, id);
            if (!stopping.IsCancellationRequested)
            {
                await AwayAsync(hello.Agent.Name, id);
            }
        }
    }

    private async Task<(Registered? Registered, string? Refusal)> RegisterAsync(LinkFrame.Hello hello, LinkId id, string? token, CancellationToken cancel)
    {
        if (!IsAllowed(hello.Token, token))
        {
            return (null, "the token is wrong: give it the --Agent:Token of the hub nodes");
        }

        if (string.IsNullOrWhiteSpace(hello.Agent.Name) || string.IsNullOrWhiteSpace(hello.Agent.Instance))
        {
            return (null, "an agent has a name and an instance");
        }

        if (hello.Agent.Times is { } times && ProblemOf(times, leases.Value) is { } problem)
        {
            return (null, problem);
        }

        CommandSpec[] commands = [.. hello.Agent.Catalogue];
        var catalogue = CatalogueHash.Of(commands);
        await fleet.AddCatalogueAsync(catalogue, commands, cancel);
        var registration = new Registration
        {
            Agent = new AgentListing
            {
                Name = hello.Agent.Name,
                Instance = hello.Agent.Instance,
                Version = hello.Agent.Version,
                Host = hello.Agent.Host,
                Catalogue = catalogue,
                Claims = [.. hello.Agent.Targets],
            },
            Link = id,
            Node = node.Value,
            Running = [.. hello.Running.Select(static job => job.Job)],
        };
        var registered = await calls.RunAsync(() => grains.Get<IAgentGrain>(hello.Agent.Name).RegisterAsync(registration), cancel);
        return registered.IsTaken
            ? (null, $"another agent is called {hello.Agent.Name}: give one of them another --Agent:Name")
            : (registered, null);
    }

    /// <summary>Links would break again and again, and nobody would know why.</summary>
    private static string? ProblemOf(LinkTimes agent, LeaseOptions hub) =>
        !LinkTimes.Suits(agent.Heartbeat, hub.Link)
            ? $"its --Agent:Heartbeat ({agent.Heartbeat}) is more than half of the hub's --Hub:Leases:Link ({hub.Link}): shorten it"
        : !LinkTimes.Suits(hub.Heartbeat, agent.Silence)
            ? $"its --Agent:LinkSilence ({agent.Silence}) is less than twice the hub's --Hub:Leases:Heartbeat ({hub.Heartbeat}): lengthen it"
        : null;

    private async Task AwayAsync(string agent, LinkId id)
    {
        try
        {
            await calls.RunAsync(() => grains.Get<IAgentGrain>(agent).AwayAsync(id));
        }
        catch (ClusterAwayException e)
        {
            // Its lease tells.
            logger.ClusterAway(e.Message);
        }
    }

    private static bool IsAllowed(string? shown, string? wanted) =>
        wanted is null || (shown is not null && CryptographicOperations.FixedTimeEquals(Hash(shown), Hash(wanted)));

    // Hashed first, so that the comparison tells nothing of the length either.
    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
