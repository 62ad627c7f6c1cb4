using Arthas.Contracts.Cluster;
using Arthas.Hub.Engines;
using Arthas.Hub.Engines.Local;
using Arthas.Hub.Sessions;
using Microsoft.Extensions.Options;

namespace Arthas.Silo.Stores;

/// <summary>The local engine as this silo's part.</summary>
internal sealed class MemoryStore(TimeProvider time, IOptions<LogOptions> log, IOptions<LeaseOptions> leases)
    : SiloStore(isShared: false, leases.Value.Session)
{
    public override ISessionStore Sessions { get; } = new LocalSessions(time, log, leases);

    public override IFleet Fleet { get; } = new LocalFleet(time, leases);
}
