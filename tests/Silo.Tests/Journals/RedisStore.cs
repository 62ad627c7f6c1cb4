using Arthas.Silo.Journals;
using Arthas.Silo.Tests.Running;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace Arthas.Silo.Tests.Journals;

/// <summary>The journals of one process, in a Redis.</summary>
internal sealed class RedisStore : IAsyncDisposable
{
    public const string Cluster = "tests";

    private readonly ServiceProvider _services = new ServiceCollection().AddSerializer().BuildServiceProvider();

    private RedisStore(string address, TimeSpan timeout, TimeProvider time, string cluster)
    {
        Connection = new RedisConnection(new RedisOptions { Redis = address, RedisTimeout = timeout }, TimeProvider.System, Log);
        Journal = new RedisJournal(Connection, _services.GetRequiredService<Serializer>(), time, cluster);
    }

    public KeptLog<RedisConnection> Log { get; } = new();

    public RedisConnection Connection { get; }

    public RedisJournal Journal { get; }

    /// <param name="timeout">Of a call; default: longer than any test.</param>
    /// <param name="time">The journal's.</param>
    public static async Task<RedisStore> StartAsync(string address, TimeSpan? timeout = null, TimeProvider? time = null, string cluster = Cluster)
    {
        var store = new RedisStore(address, timeout ?? TimeSpan.FromSeconds(30), time ?? TimeProvider.System, cluster);
        await store.Connection.StartAsync(TestContext.Current.CancellationToken);
        return store;
    }

    public async ValueTask DisposeAsync()
    {
        await Connection.DisposeAsync();
        await _services.DisposeAsync();
    }
}
