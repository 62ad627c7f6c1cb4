using Arthas.Conformance.Engines;
using Arthas.Contracts.Cluster;
using Arthas.Hub.Engines.Local;
using Microsoft.Extensions.Options;

namespace Arthas.Conformance.Local;

public sealed class LocalEngine : Engine
{
    private readonly ManualTime _time = new();
    private readonly Lazy<LocalSessions> _sessions;
    private readonly Lazy<LocalFleet> _fleet;

    public LocalEngine()
    {
        _sessions = new(() => new LocalSessions(_time, Options.Create(Log), Options.Create(Leases)));
        _fleet = new(() => new LocalFleet(_time, Options.Create(Leases)));
    }

    public override ISessions Sessions => _sessions.Value;

    public override IFleet Fleet => _fleet.Value;

    public override TimeProvider Time => _time;

    public override Task PassAsync(TimeSpan time)
    {
        _time.Advance(time);
        return Task.CompletedTask;
    }
}
