using Arthas.Contracts.Cluster;
using Arthas.Hub.Sessions;

namespace Arthas.Hub.Links;

/// <summary>
/// One agent of the fleet: which link counts for it, since when it is away, whether it is lost. Plain code without a
/// lock: whoever calls holds it alone.
/// </summary>
internal sealed class AgentLease(AgentRecord agent, LinkId link, LeaseOptions leases, Clock clock)
{
    private TimeSpan _heard = clock.Now;
    private TimeSpan _takenUntil;
    private bool _away;

    public AgentRecord Agent { get; private set; } = agent;

    public LinkId Link { get; private set; } = link;

    public Inbox Inbox { get; } = new();

    /// <summary>Said so by its node, or its node died as well and nobody renews.</summary>
    public bool IsAway => _away || clock.Now - _heard >= leases.Link;

    public bool IsLost => IsAway && clock.Now - _heard >= leases.Agent;

    public RegisterOutcome Register(AgentRecord agent, LinkId link)
    {
        if (!IsAway && agent.Instance != Agent.Instance)
        {
            return RegisterOutcome.DuplicateName;
        }

        (Agent, Link, _heard, _away) = (agent, link, clock.Now, false);
        return RegisterOutcome.Registered;
    }

    public bool Renew(LinkId link, IReadOnlyList<TargetRecord>? targets)
    {
        if (_away || Link != link)
        {
            return false;
        }

        _heard = clock.Now;
        if (targets is not null)
        {
            Agent = Agent with { Targets = targets };
        }

        return true;
    }

    public void Away(LinkId link)
    {
        if (Link == link)
        {
            _away = true;
        }
    }

    /// <summary>Whether the caller is to end the jobs of this lost agent; for a while nobody else is.</summary>
    public bool TakeLost()
    {
        if (!IsLost || clock.Now < _takenUntil)
        {
            return false;
        }

        _takenUntil = clock.Now + leases.Taken;
        return true;
    }

    public IEnumerable<TargetState> Targets()
    {
        var state = IsAway ? TargetState.Away : TargetState.Ready;
        return Agent.Targets.Select(target => new TargetState(target, Agent.Name, state));
    }
}
