using System.Collections.Concurrent;
using Arthas.Contracts.CommandLine;
using Arthas.Hub.Nodes;
using Arthas.Silo.Fleet;
using Arthas.Silo.Hosting;

namespace Arthas.Hub.Targets;

/// <summary>
/// This node's copy of the fleet, so that choosing a target asks nobody. It is told of changes before whoever made one is
/// answered, and looks again every two seconds.
/// </summary>
internal sealed partial class FleetView(IGrainFactory grains, GrainCalls calls, HubNodeReference node, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<FleetView> logger)
    : BackgroundService
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan LastMoment = TimeSpan.FromMilliseconds(500);

    /// <summary>The fleet may change again and again while it is asked.</summary>
    private const int MostLooks = 3;

    private readonly Lazy<IFleetGrain> _fleet = new(() => grains.GetGrain<IFleetGrain>(0));
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, CommandSpec[]> _catalogues = new();

    /// <summary>Those of agents that have linked to this node.</summary>
    private readonly ConcurrentDictionary<string, CommandSpec[]> _shown = new();
    private Dictionary<string, AgentListing> _agents = [];
    private FleetVersion _version;
    private FleetVersion _heard;
    private bool _isComplete;

    /// <summary>Every agent that is not lost.</summary>
    public async ValueTask<IReadOnlyCollection<AgentListing>> AgentsAsync(CancellationToken cancel) => (await KnownAsync(cancel)).Values;

    /// <summary>One agent that is not lost; null when there is none of this name.</summary>
    public async ValueTask<AgentListing?> AgentAsync(string agent, CancellationToken cancel) => (await KnownAsync(cancel)).GetValueOrDefault(agent);

    public async ValueTask<IReadOnlyList<TargetState>> TargetsAsync(CancellationToken cancel) =>
        [.. (await KnownAsync(cancel)).Values.SelectMany(static agent => agent.States)];

    public async ValueTask<TargetState?> TargetAsync(string targetId, CancellationToken cancel) =>
        (await KnownAsync(cancel)).Values.SelectMany(static agent => agent.States).FirstOrDefault(target => target.Target.Id == targetId);

    /// <summary>The commands of a version of the agent; null while nobody has told of them.</summary>
    public async ValueTask<CommandSpec[]?> CatalogueAsync(string hash, CancellationToken cancel)
    {
        if (_catalogues.TryGetValue(hash, out var known))
        {
            return known;
        }

        // What a hash names never changes, so a node reads each once.
        var commands = await calls.RunAsync(() => grains.Get<ICatalogueGrain>(hash).GetAsync(), cancel);
        return commands is null ? null : _catalogues.GetOrAdd(hash, commands);
    }

    /// <summary>An agent has shown its commands to this node, which sees to it that the other nodes find them.</summary>
    public async ValueTask AddCatalogueAsync(string hash, CommandSpec[] commands, CancellationToken cancel)
    {
        _catalogues[hash] = commands;
        _shown[hash] = commands;
        await KeepAsync(hash, commands, cancel);
    }

    /// <summary>Asks what there is now.</summary>
    public async ValueTask LookAsync(CancellationToken cancel)
    {
        FleetVersion known;
        lock (_gate)
        {
            known = _isComplete ? _version : default;
        }

        var now = await calls.RunAsync(() => _fleet.Value.FollowAsync(node.Value, known), cancel);
        if (now is not null && MissingIn(now) is { Length: > 0 } missing)
        {
            await calls.RunAsync(() => _fleet.Value.RecallAsync(missing), cancel);
            now = await calls.RunAsync(() => _fleet.Value.FollowAsync(node.Value, known), cancel);
        }

        if (now is null)
        {
            return;
        }

        lock (_gate)
        {
            if (_version.Epoch != now.Version.Epoch || now.Version.Number >= _version.Number || !_isComplete)
            {
                // A change that came while this was on its way may not be in it.
                var isOld = _heard.Epoch == now.Version.Epoch && _heard.Number > now.Version.Number;
                (_agents, _version, _isComplete) = (now.Agents.ToDictionary(static agent => agent.Name), now.Version, !isOld);
            }
        }
    }

    /// <summary>One that does not follow what this node has is made up for by the next look.</summary>
    public void Take(FleetChange change)
    {
        lock (_gate)
        {
            _heard = change.Version.Epoch == _heard.Epoch && change.Version.Number < _heard.Number ? _heard : change.Version;
            if (!_isComplete || change.Version.Epoch != _version.Epoch || change.Version.Number != _version.Number + 1)
            {
                _isComplete &= change.Version.Epoch == _version.Epoch && change.Version.Number <= _version.Number;
                return;
            }

            // Readers go on with what they have.
            var agents = new Dictionary<string, AgentListing>(_agents);
            if (change.Agent is { } agent)
            {
                agents[agent.Name] = agent;
            }
            else
            {
                agents.Remove(change.Gone!);
            }

            (_agents, _version) = (agents, change.Version);
        }
    }

    /// <summary>Agents that a new activation of the fleet's grain does not know: lost meanwhile, or with the journal of a Redis that came back empty.</summary>
    private string[] MissingIn(FleetSnapshot now)
    {
        lock (_gate)
        {
            return _version.Epoch == now.Version.Epoch ? [] : [.. _agents.Keys.Except(now.Agents.Select(static agent => agent.Name))];
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.ApplicationStopping);
        try
        {
            await FollowAsync(either.Token);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            await UnfollowAsync();
        }
    }

    private async Task FollowAsync(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(LookAgain, time);
        do
        {
            try
            {
                await LookAsync(cancel);
                foreach (var (hash, commands) in _shown)
                {
                    await KeepAsync(hash, commands, cancel);
                }
            }
            catch (ClusterAwayException e)
            {
                NotAsked(e.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(cancel));
    }

    /// <summary>Who is told something would wait for this node, which is about to go.</summary>
    private async Task UnfollowAsync()
    {
        try
        {
            await _fleet.Value.UnfollowAsync(node.Value).WaitAsync(LastMoment);
        }
        catch (Exception e)
        {
            NotAsked(e.Message);
        }
    }

    private async ValueTask KeepAsync(string hash, CommandSpec[] commands, CancellationToken cancel)
    {
        var grain = grains.Get<ICatalogueGrain>(hash);
        if (!await calls.RunAsync(grain.KeepAsync, cancel))
        {
            await calls.RunAsync(() => grain.PutAsync(commands), cancel);
        }
    }

    private async ValueTask<Dictionary<string, AgentListing>> KnownAsync(CancellationToken cancel)
    {
        for (var look = 0; look < MostLooks && !Volatile.Read(ref _isComplete); look++)
        {
            await LookAsync(cancel);
        }

        return Volatile.Read(ref _agents);
    }

    [LoggerMessage(3201, LogLevel.Debug, "The fleet could not be asked: {Reason}")]
    private partial void NotAsked(string reason);
}
