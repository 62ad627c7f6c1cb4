using Arthas.Contracts.Cluster;
using Arthas.Silo.Hosting;
using Arthas.Silo.Journals;
using Arthas.Silo.Nodes;
using Arthas.Silo.Sessions;
using Microsoft.Extensions.Options;

namespace Arthas.Silo.Fleet;

/// <summary>
/// The journal has one entry, the newest. What concerns a one-time session is not in it: that session dies with its node,
/// which asks again when it hears nothing.
/// </summary>
[Reentrant, KeepAlive, Orleans.Placement.PreferLocalPlacement]
internal sealed partial class AgentGrain : JournaledGrain<AgentSnapshot>, IAgentGrain
{
    /// <summary>An agent that is away for as long as this takes will be lost before it could read more.</summary>
    private const int MostLetters = 10_000;

    /// <summary>Letters of one-time sessions since the last entry, which no journal has: a number that the link has seen must not come again.</summary>
    private const long MostUnwritten = 1_000_000;

    /// <summary>The fleet is told again what it should know already, and the journal is asked whose it is.</summary>
    private static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(5);

    private readonly LeaseOptions _leases;
    private readonly GrainCalls _calls;
    private readonly TimeProvider _time;
    private readonly GrainAlarm _alarm;
    private readonly ILogger _logger;
    private readonly List<AgentLetter> _letters = [];
    private readonly HashSet<JobKey> _jobs = [];

    /// <summary>Jobs of one-time sessions, by the node that has the session.</summary>
    private readonly Dictionary<JobKey, IHubNode> _owners = [];

    private AgentListing? _agent;
    private LinkId? _link;
    private IHubNode? _node;
    private long _lastLetter;

    /// <summary>Letters up to this one may have got to the agent.</summary>
    private long _delivered;

    private long _heard;
    private long _listed;
    private bool _isLost;

    public AgentGrain(IOptions<LeaseOptions> leases, GrainCalls calls, TimeProvider time, ILogger<AgentGrain> logger)
    {
        (_leases, _calls, _time, _logger) = (leases.Value, calls, time, logger);
        _alarm = new GrainAlarm(time, DoDueAsync, logger);
    }

    private string Name => this.GetPrimaryKeyString();

    private TimeSpan Silence => _time.GetElapsedTime(_heard);

    private bool IsThere => _agent is not null && !_isLost;

    private IFleetGrain Fleet => field ??= GrainFactory.GetGrain<IFleetGrain>(0);

    public async Task<Registered> RegisterAsync(Registration registration)
    {
        await ReadyAsync(create: true);
        if (IsThere && !_agent!.IsAway && Silence < _leases.Link && _agent.Instance != registration.Agent.Instance)
        {
            return new Registered(IsTaken: true, [], [], 0);
        }

        var gone = NoLongerRun(registration);
        _letters.RemoveAll(letter => gone.Contains(letter.Message.Job));
        var before = _node;
        (_agent, _link, _node, _heard, _isLost) = (registration.Agent, registration.Link, registration.Node, _time.GetTimestamp(), false);
        Write();
        _alarm.SetAtMost(_leases.Link);
        await DurableAsync();
        var taken = await ListAsync();
        await EndAsync(gone, JobTexts.NoLonger(Name));
        if (before is not null && !before.Equals(registration.Node))
        {
            _ = before.LinkMovedAsync(Name);
        }

        return new Registered(IsTaken: false, taken, [.. _letters], _delivered = _lastLetter);
    }

    public async Task<Renewed> RenewAsync(Renewal renewal)
    {
        if (!await ReadyAsync() || !IsThere || _link != renewal.Link)
        {
            return new Renewed(IsMine: false, [], 0, null);
        }

        await CheckAsync(CheckEvery);
        var wasSilent = _agent!.IsAway;
        _heard = _time.GetTimestamp();
        var changed = Acknowledge(renewal.Acknowledged) | Forget(renewal.Ended);
        TakenBy[]? taken = null;
        if (renewal.Targets is not null || wasSilent || _agent.Taken.Length > 0 || _time.GetElapsedTime(_listed) >= CheckEvery)
        {
            var before = _agent.Taken;
            _agent = _agent with { IsAway = false, Claims = renewal.Targets ?? _agent.Claims };
            var now = await ListAsync();
            changed |= renewal.Targets is not null;
            taken = before.SequenceEqual(now.Select(static one => one.TargetId)) && renewal.Targets is null ? null : now;
        }

        if (changed)
        {
            Write();
        }

        Touch();
        _alarm.SetAtMost(_leases.Link);
        _delivered = _lastLetter;
        return new Renewed(IsMine: true, [.. _letters.Where(letter => letter.Number > renewal.Received)], _lastLetter, taken);
    }

    public async Task AwayAsync(LinkId link)
    {
        if (await ReadyAsync() && IsThere && _link == link && !_agent!.IsAway)
        {
            await SetAwayAsync();
        }
    }

    public async Task<bool> PostAsync(AgentMessage[] messages)
    {
        if (!await ReadyAsync())
        {
            DeactivateOnIdle();
            return false;
        }

        if (!IsThere)
        {
            return false;
        }

        if (_letters.Count + messages.Length > MostLetters)
        {
            return false;
        }

        var posted = messages.Where(IsNew).Select(message => new AgentLetter(++_lastLetter, message)).ToArray();
        _letters.AddRange(posted);
        // In the same turn: a letter that waited for the journal would come behind later ones, and the link takes none twice
        // nor any that it is past. While the agent is away nobody there would take them: they have not got to the process
        // that it was, should it restart.
        if (posted.Length > 0 && _node is { } node && _agent is { IsAway: false })
        {
            _ = DeliverAsync(node, posted);
        }

        if (posted.Any(static letter => letter.Message.Owner is null))
        {
            Write();
            await DurableAsync();
        }

        return true;
    }

    public async Task<AgentListing?> ListingAsync() => await ReadyAsync() && IsThere ? _agent : null;

    public async Task WakeAsync()
    {
        if (await ReadyAsync() && IsThere)
        {
            foreach (var some in _jobs.Select(static job => job.SessionId).Distinct().ToArray().Chunk(AtOnce))
            {
                await Task.WhenAll(some.Select(async session =>
                    await _calls.RunAsync(() => GrainFactory.Get<ISessionGrain>(session).WakeAsync())));
            }
        }
    }

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _alarm.Bind();
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _alarm.Stop();
        return Task.CompletedTask;
    }

    protected override IJournalStream<AgentSnapshot> OpenJournal(IJournal journal) =>
        journal.Open<AgentSnapshot>(new JournalKey($"agent:{Name}"), _leases.Agent + TimeSpan.FromDays(1));

    protected override void Replay(IReadOnlyList<JournalEntry<AgentSnapshot>> entries)
    {
        if (entries is not [.., { Value: { Agent: not null } last }])
        {
            return;
        }

        (_agent, _link, _node, _lastLetter) = (last.Agent, last.Link, last.Node, last.LastLetter + MostUnwritten);
        _letters.AddRange(last.Letters);
        // As far as anybody knows.
        _delivered = _lastLetter;
        _jobs.UnionWith(last.Jobs);
        // Nobody knows when it was heard last: its lease begins anew.
        _heard = _time.GetTimestamp();
        _alarm.SetAtMost(_leases.Link);
    }

    private void Write() => Append(
        new AgentSnapshot
        {
            Agent = _isLost ? null : _agent,
            Link = _link,
            Node = _node,
            LastLetter = _lastLetter,
            Letters = [.. _letters.Where(static letter => letter.Message.Owner is null)],
            Jobs = [.. _jobs],
        },
        trimBefore: Next);

    /// <summary>Tells the fleet how it stands, and learns which of its claims are another agent's.</summary>
    private async Task<TakenBy[]> ListAsync()
    {
        var agent = _agent!;
        _listed = _time.GetTimestamp();
        // Also where it is asked again: one that was lost meanwhile must not come back to the list.
        var taken = await _calls.RunAsync(() => _isLost ? Task.FromResult(Array.Empty<TakenBy>()) : Fleet.PutAsync(agent));
        if (_agent is { } now && now.Instance == agent.Instance)
        {
            _agent = now with { Taken = [.. taken.Select(static one => one.TargetId)] };
        }

        return taken;
    }

    private async Task SetAwayAsync()
    {
        _agent = _agent! with { IsAway = true };
        Write();
        _alarm.SetAtMost(_leases.Agent - Silence);
        await DurableAsync();
        await ListAsync();
    }

    private async Task DoDueAsync()
    {
        if (!IsClaimed || !IsThere)
        {
            return;
        }

        // While this process stood still nobody could be heard.
        _heard += (long)(_alarm.Late.TotalSeconds * _time.TimestampFrequency);
        if (_agent!.IsAway && Silence >= _leases.Agent)
        {
            await LoseAsync();
        }
        else if (!_agent.IsAway && Silence >= _leases.Link)
        {
            await SetAwayAsync();
        }
        else
        {
            _alarm.SetAtMost((_agent.IsAway ? _leases.Agent : _leases.Link) - Silence);
        }
    }

    private async Task LoseAsync()
    {
        // Another activation, which the agent is linked to, may be the truth: this shows it before anything is ended.
        Write();
        await DurableAsync();
        if (Silence < _leases.Agent)
        {
            return;
        }

        Lost(Name);
        _isLost = true;
        var jobs = _jobs.Concat(_owners.Keys).ToArray();
        _letters.Clear();
        try
        {
            await EndAsync(jobs, JobTexts.Lost(Name));
            if (!_isLost)
            {
                // It came back meanwhile.
                return;
            }

            await _calls.RunAsync(() => Fleet.RemoveAsync(Name));
        }
        catch
        {
            // The alarm rings again, and finds it still to be lost.
            _isLost = false;
            throw;
        }

        if (!_isLost)
        {
            await ListAsync();
            return;
        }

        var closing = CloseAsync(new AgentSnapshot(), _leases.EndedJob);
        // Who comes now finds the next activation: what it wrote here would be behind the end.
        Fail(new JournalFencedException($"agent {Name} was lost"));
        await closing;
    }

    [LoggerMessage(2411, LogLevel.Warning, "Agent {Agent} is lost: its jobs end")]
    private partial void Lost(string agent);
}
