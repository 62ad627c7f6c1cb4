using System.Security.Cryptography;
using System.Text;
using Arthas.Contracts.Cluster;
using Arthas.Contracts.Links;
using Arthas.Hub.Sessions;
using Microsoft.Extensions.Options;

namespace Arthas.Hub.Links;

/// <summary>Takes the links of agents: greets, and serves each until it ends.</summary>
public sealed partial class LinkHost(
    ISessions sessions,
    IFleet fleet,
    JobStopper stopper,
    IOptions<LinkOptions> options,
    IOptions<LeaseOptions> leases,
    TimeProvider time,
    ILogger<LinkHost> logger)
{
    private long _links;

    /// <summary>Serves one link until either end closes it or it falls silent. Closes the stream.</summary>
    /// <param name="token">What the agent must show; null for the embedded one.</param>
    public async Task ServeAsync(Stream stream, string? token, CancellationToken cancel)
    {
        var id = new LinkId(options.Value.Node, Interlocked.Increment(ref _links));
        var connection = new LinkConnection(stream);
        await using var closing = connection;
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
            LinkBroke(id, e.Message);
        }
    }

    private async Task ServeAsync(LinkConnection connection, LinkId id, string? token, CancellationToken cancel)
    {
        var reader = new LinkReader(connection, leases.Value.Link, time, cancel);
        await using var closing = reader;
        if (await reader.NextAsync() is not LinkFrame.Hello hello)
        {
            throw new LinkException("a link begins with a hello");
        }

        if (await RefusalAsync(hello, id, token, cancel) is { } reason)
        {
            AgentRefused(hello.Agent.Name, reason);
            await connection.SendAsync(new LinkFrame.Welcome(id.Node, reason, []), cancel);
            return;
        }

        AgentCame(hello.Agent.Name, hello.Agent.Version, id);
        try
        {
            var link = new AgentLink(connection, reader, id, hello, sessions, fleet, stopper, leases.Value, time, _logger);
            await link.RunAsync(cancel);
        }
        finally
        {
            AgentWent(hello.Agent.Name, id);
            await fleet.AwayAsync(hello.Agent.Name, id, CancellationToken.None);
        }
    }

    private async Task<string?> RefusalAsync(LinkFrame.Hello hello, LinkId id, string? token, CancellationToken cancel)
    {
        if (!IsAllowed(hello.Token, token))
        {
            return "the token is wrong: give it the --Agent:Token of the hub nodes";
        }

        if (string.IsNullOrWhiteSpace(hello.Agent.Name) || string.IsNullOrWhiteSpace(hello.Agent.Instance))
        {
            return "an agent has a name and an instance";
        }

        var outcome = await fleet.RegisterAsync(hello.Agent, id, cancel);
        return outcome == RegisterOutcome.DuplicateName ? $"another agent is called {hello.Agent.Name}: give one of them another --Agent:Name" : null;
    }

    private static bool IsAllowed(string? shown, string? wanted) =>
        wanted is null || (shown is not null && CryptographicOperations.FixedTimeEquals(Hash(shown), Hash(wanted)));

    // Hashed first, so that the comparison tells nothing of the length either.
    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
