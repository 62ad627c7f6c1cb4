using Arthas.Contracts.Cluster;
using Arthas.Hub.Links;
using Arthas.Hub.Sessions;
using Microsoft.Extensions.Options;

namespace Arthas.Hub.Engines.Local;

/// <summary>The fleet in this process's memory, under one lock: few agents, short changes.</summary>
internal sealed class LocalFleet(TimeProvider time, IOptions<LeaseOptions> leases) : IFleet
{
    private readonly Dictionary<string, AgentLease> _agents = [];
    private readonly Clock _clock = new(time);
    private readonly Lock _gate = new();

    public ValueTask<RegisterOutcome> RegisterAsync(AgentRecord agent, LinkId link, CancellationToken cancel)
    {
        lock (_gate)
        {
            agent = agent with { Targets = Free(agent.Name, agent.Targets) };
            if (_agents.TryGetValue(agent.Name, out var known))
            {
                return new(known.Register(agent, link));
            }

            _agents.Add(agent.Name, new AgentLease(agent, link, leases.Value, _clock));
            return new(RegisterOutcome.Registered);
        }
    }

    public ValueTask<bool> RenewAsync(
        string agent, LinkId link, IReadOnlyList<TargetRecord>? targets, CancellationToken cancel)
    {
        lock (_gate)
        {
            return new(_agents.TryGetValue(agent, out var known) && known.Renew(link, targets is null ? null : Free(agent, targets)));
        }
    }

    public ValueTask AwayAsync(string agent, LinkId link, CancellationToken cancel)
    {
        lock (_gate)
        {
            if (_agents.TryGetValue(agent, out var known))
            {
                known.Away(link);
            }
        }

        return default;
    }

    public ValueTask<IReadOnlyList<AgentRecord>> AgentsAsync(CancellationToken cancel)
    {
        lock (_gate)
        {
            return new(_agents.Values.Where(a => !a.IsLost).Select(a => a.Agent).ToArray());
        }
    }

    public ValueTask<AgentRecord?> AgentAsync(string agent, CancellationToken cancel)
    {
        lock (_gate)
        {
            return new(_agents.TryGetValue(agent, out var known) && !known.IsLost ? known.Agent : null);
        }
    }

    public ValueTask<IReadOnlyList<TargetState>> TargetsAsync(CancellationToken cancel)
    {
        lock (_gate)
        {
            return new(Targets().ToArray());
        }
    }

    public ValueTask<TargetState?> TargetAsync(string targetId, CancellationToken cancel)
    {
        lock (_gate)
        {
            return new(Targets().FirstOrDefault(t => t.Target.Id == targetId));
        }
    }

    public ValueTask<bool> PostAsync(string agent, InboxMessage message, CancellationToken cancel)
    {
        lock (_gate)
        {
            return new(_agents.TryGetValue(agent, out var known) && !known.IsLost && known.Inbox.TryPost(message));
        }
    }

    public async ValueTask<IReadOnlyList<InboxEntry>?> ReadInboxAsync(
        string agent, long after, TimeSpan wait, CancellationToken cancel)
    {
        var until = _clock.Now + wait;
        while (true)
        {
            Task changed;
            var left = until - _clock.Now;
            lock (_gate)
            {
                if (!_agents.TryGetValue(agent, out var known))
                {
                    return null;
                }

                if (known.Inbox.HasAfter(after) || left <= TimeSpan.Zero)
                {
                    return known.Inbox.After(after);
                }

                changed = known.Inbox.Changed.Next;
            }

            await changed.WaitAsync(left, time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancel.ThrowIfCancellationRequested();
        }
    }

    public ValueTask AcknowledgeInboxAsync(string agent, long number, CancellationToken cancel)
    {
        lock (_gate)
        {
            if (_agents.TryGetValue(agent, out var known))
            {
                known.Inbox.Acknowledge(number);
            }
        }

        return default;
    }

    public ValueTask<IReadOnlyList<string>> TakeLostAsync(CancellationToken cancel)
    {
        lock (_gate)
        {
            return new(_agents.Values.Where(a => a.TakeLost()).Select(a => a.Agent.Name).ToArray());
        }
    }

    public ValueTask ForgetAsync(string agent, CancellationToken cancel)
    {
        lock (_gate)
        {
            if (_agents.TryGetValue(agent, out var known) && known.IsLost)
            {
                _agents.Remove(agent);
                known.Inbox.Changed.Beat();
            }
        }

        return default;
    }

    /// <summary>Without those of other agents.</summary>
    private TargetRecord[] Free(string agent, IReadOnlyList<TargetRecord> targets)
    {
        var taken = Targets().Where(t => t.Agent != agent).Select(t => t.Target.Id).ToHashSet();
        return [.. targets.Where(t => !taken.Contains(t.Id))];
    }

    private IEnumerable<TargetState> Targets() => _agents.Values.Where(a => !a.IsLost).SelectMany(a => a.Targets());
}
