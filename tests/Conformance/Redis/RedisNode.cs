using Arthas.Contracts.Cluster;
using Arthas.Hub.Engines.Redis;
using Arthas.Hub.Sessions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Arthas.Conformance.Redis;

/// <summary>The engine as one hub node has it.</summary>
internal sealed class RedisNode : IAsyncDisposable
{
    public RedisNode(string redis, LogOptions log, LeaseOptions leases, TimeProvider waits, string? clock = null, TimeSpan? limit = null)
    {
        var options = Options.Create(new RedisOptions { Redis = redis, RedisTimeout = limit ?? TimeSpan.FromSeconds(10) });
        // Calls to a real server take real time, whatever the waits of the test go by.
        Engine = new RedisEngine(options, new RedisScripts(log, leases, clock), TimeProvider.System, NullLogger<RedisEngine>.Instance);
        Sessions = new RedisSessions(Engine, Options.Create(log), waits);
        Fleet = new RedisFleet(Engine, waits);
    }

    public RedisEngine Engine { get; }

    public ISessions Sessions { get; }

    public IFleet Fleet { get; }

    public ValueTask DisposeAsync() => Engine.DisposeAsync();
}
