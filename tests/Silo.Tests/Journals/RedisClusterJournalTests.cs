using Arthas.Silo.Consumers;
using Arthas.Silo.Journals;
using Arthas.Silo.Sessions;

namespace Arthas.Silo.Tests.Journals;

/// <summary>The suite on a Redis Cluster, which refuses calls about keys of several slots.</summary>
public sealed class RedisClusterJournalTests(RedisClusterServer redis) : JournalSuite, IClassFixture<RedisClusterServer>, IAsyncDisposable
{
    private readonly List<RedisStore> _stores = [];

    [Fact]
    public async Task Journals_ofOneSession_areInOneSlot()
    {
        var journal = (await StoreAsync()).Journal;
        var id = SessionId.New();
        string[] keys = [journal.Key(SessionJournals.Session(id)), journal.Key(SessionJournals.Consumer(id, "a{b}_1")), journal.Key(SessionJournals.Consumer(id, "c_2"))];

        var slots = await Task.WhenAll(keys.Select(async key => (int)await redis.Server.AskAsync("CLUSTER", "KEYSLOT", key)));

        Assert.Single(slots.Distinct());
        Assert.NotEqual(slots[0], (int)await redis.Server.AskAsync("CLUSTER", "KEYSLOT", journal.Key(SessionJournals.Session(SessionId.New()))));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var store in _stores)
        {
            await store.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    private protected override async ValueTask<IJournalStream<ConsumerPosition>> OpenAsync(JournalKey key) =>
        (await StoreAsync()).Journal.Open<ConsumerPosition>(key, TimeSpan.FromHours(1));

    private async Task<RedisStore> StoreAsync()
    {
        var store = await RedisStore.StartAsync(redis.Server.Address);
        _stores.Add(store);
        return store;
    }
}
