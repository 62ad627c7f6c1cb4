using Arthas.Silo.Hosting;
using Arthas.Silo.Journals;
using Arthas.Silo.Nodes;
using Arthas.Silo.Sessions;
using Microsoft.Extensions.Options;

namespace Arthas.Silo.Fleet;

/// <summary>
/// The listing of all agents. Only their names are in the journal: after its silo's death it asks each agent's grain, which
/// has the rest in a journal of its own.
/// </summary>
[Reentrant, KeepAlive]
internal sealed partial class FleetGrain(GrainCalls calls, IOptions<LeaseOptions> leases, TimeProvider time, ILogger<FleetGrain> logger) : JournaledGrain<FleetNames>, IFleetGrain
{
    private static readonly TimeSpan Keep = TimeSpan.FromDays(1);

    private static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(2);

    /// <summary>A change waits so long for the nodes to have it, so that who was told of it finds it at each of them.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    private readonly Guid _epoch = Guid.NewGuid();
    private readonly Dictionary<string, AgentListing> _agents = [];
    private readonly Dictionary<IHubNode, long> _nodes = [];
    private readonly ILogger _logger = logger;
    private string[] _restoring = [];
    private Task? _restored;
    private Task? _sweep;
    private long _number;

    private FleetVersion Version => new(_epoch, _number);

    public async Task<TakenBy[]> PutAsync(AgentListing agent)
    {
        await RestoredAsync();
        var taken = TakenFrom(agent);
        agent = agent with { Taken = [.. taken.Select(static one => one.TargetId)] };
        if (_agents.GetValueOrDefault(agent.Name) is { } known && known.IsSame(agent))
        {
            return taken;
        }

        if (!_agents.ContainsKey(agent.Name))
        {
            _agents[agent.Name] = agent;
            Append(new FleetNames([.. _agents.Keys]), trimBefore: Next);
        }

        _agents[agent.Name] = agent;
        Touch();
        var change = new FleetChange(NextVersion(), agent, null);
        await DurableAsync();
        await TellAsync(change);
        return taken;
    }

    public async Task RemoveAsync(string agent)
    {
        await RestoredAsync();
        if (_agents.Remove(agent))
        {
            Append(new FleetNames([.. _agents.Keys]), trimBefore: Next);
            var change = new FleetChange(NextVersion(), null, agent);
            await DurableAsync();
            await TellAsync(change);
        }
    }

    public async Task<FleetSnapshot?> FollowAsync(IHubNode node, FleetVersion known)
    {
        await RestoredAsync();
        await CheckAsync(CheckEvery);
        _nodes[node] = time.GetTimestamp();
        return known == Version ? null : new FleetSnapshot(Version, [.. _agents.Values]);
    }

    public Task UnfollowAsync(IHubNode node)
    {
        _nodes.Remove(node);
        return Task.CompletedTask;
    }

    public async Task RecallAsync(string[] agents)
    {
        await RestoredAsync();
        foreach (var listing in await Task.WhenAll(agents.Where(agent => !_agents.ContainsKey(agent)).Select(ListingAsync)))
        {
            if (listing is null)
            {
                continue;
            }

            await PutAsync(listing);
            if (await ListingAsync(listing.Name) is null)
            {
                // It was lost meanwhile, and its grain may have said so before it was listed.
                await RemoveAsync(listing.Name);
            }
        }
    }

    public async Task SweepAsync()
    {
        await RestoredAsync();
        // Every silo asks for it after a death: one sweep at a time is enough for all of them.
        await (_sweep is { IsCompleted: false } running ? running : _sweep = WakeAllAsync());
    }

    protected override IJournalStream<FleetNames> OpenJournal(IJournal journal) => journal.Open<FleetNames>(new JournalKey("fleet"), Keep);

    protected override void Replay(IReadOnlyList<JournalEntry<FleetNames>> entries) =>
        _restoring = entries.Count > 0 ? entries[^1].Value.Agents : [];

    private async Task RestoredAsync()
    {
        await ReadyAsync(create: true);
        await (_restored ??= RestoreAsync());
    }

    private async Task RestoreAsync()
    {
        var listings = await Task.WhenAll(_restoring.Select(ListingAsync));
        foreach (var listing in listings.OfType<AgentListing>())
        {
            _agents.TryAdd(listing.Name, listing);
        }
    }

    private async Task<AgentListing?> ListingAsync(string agent)
    {
        try
        {
            return await calls.RunAsync(() => GrainFactory.Get<IAgentGrain>(agent).ListingAsync());
        }
        catch (ClusterAwayException e)
        {
            NotAsked(agent, e.Message);
            return null;
        }
    }

    private TakenBy[] TakenFrom(AgentListing agent)
    {
        var ids = agent.Claims.Select(static target => target.Id).ToHashSet();
        return [.. _agents.Values.Where(other => other.Name != agent.Name)
            .SelectMany(other => other.Targets.Where(target => ids.Contains(target.Id)).Select(target => new TakenBy(target.Id, other.Name)))];
    }

    private FleetVersion NextVersion()
    {
        _number++;
        return Version;
    }

    private async Task TellAsync(FleetChange change)
    {
        var telling = new List<Task>();
        foreach (var (node, since) in _nodes)
        {
            if (time.GetElapsedTime(since) > leases.Value.Node)
            {
                _nodes.Remove(node);
                continue;
            }

            telling.Add(TellAsync(node, change));
        }

        await Task.WhenAll(telling);
    }

    private async Task TellAsync(IHubNode node, FleetChange change)
    {
        try
        {
            await node.FleetChangedAsync(change).WaitAsync(Patience, TimeProvider.System);
        }
        catch (Exception e)
        {
            // It is dead, or finds out when it follows again.
            NotTold(e.Message);
            _nodes.Remove(node);
        }
    }

    private async Task WakeAllAsync()
    {
        foreach (var some in _agents.Keys.Chunk(32))
        {
            await Task.WhenAll(some.Select(async agent =>
            {
                try
                {
                    await calls.RunAsync(() => GrainFactory.Get<IAgentGrain>(agent).WakeAsync());
                }
                catch (ClusterAwayException e)
                {
                    NotAsked(agent, e.Message);
                }
            }));
        }
    }

    [LoggerMessage(2401, LogLevel.Warning, "The grain of agent {Agent} did not answer: {Reason}")]
    private partial void NotAsked(string agent, string reason);

    [LoggerMessage(2402, LogLevel.Debug, "A node was not told of a change of the fleet: {Reason}")]
    private partial void NotTold(string reason);
}
