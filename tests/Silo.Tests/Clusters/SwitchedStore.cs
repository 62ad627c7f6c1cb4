using Arthas.Contracts.Cluster;
using Arthas.Hub.Engines;
using Arthas.Silo.Stores;

namespace Arthas.Silo.Tests.Clusters;

/// <summary>A silo's store, which each test replaces by its own: a cluster takes longer to start than a test to run.</summary>
internal sealed class SwitchedStore(bool isShared) : SiloStore(isShared, TimeSpan.FromHours(3))
{
    private (ISessionStore Sessions, IFleet Fleet)? _current;

    public override ISessionStore Sessions => Current.Sessions;

    public override IFleet Fleet => Current.Fleet;

    private (ISessionStore Sessions, IFleet Fleet) Current =>
        _current ?? throw new EngineAwayException("no test runs");

    public void Switch(ISessionStore sessions, IFleet fleet) => _current = (sessions, fleet);
}
