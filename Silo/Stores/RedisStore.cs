using Arthas.Contracts.Cluster;
using Arthas.Hub.Engines;
using Arthas.Hub.Engines.Redis;
using Arthas.Hub.Sessions;
using Microsoft.Extensions.Options;

namespace Arthas.Silo.Stores;

/// <summary>The redis engine, which all silos share: its scripts stay the truth.</summary>
internal sealed class RedisStore(RedisEngine redis, TimeProvider time, IOptions<LogOptions> log, IOptions<LeaseOptions> leases)
    : SiloStore(isShared: true, leases.Value.Session)
{
    public override ISessionStore Sessions { get; } = new RedisSessions(redis, log, time);

    public override IFleet Fleet { get; } = new RedisFleet(redis, time);
}
