using Arthas.Silo.Consumers;
using Arthas.Silo.Journals;
using Arthas.Silo.Sessions;
using Arthas.Silo.Sessions.Entries;
using Arthas.Silo.Tests.Running;

namespace Arthas.Silo.Tests.Journals;

public sealed class RedisJournalTests(RedisServer redis) : JournalSuite, IClassFixture<RedisServer>, IAsyncDisposable
{
    private readonly List<RedisStore> _stores = [];
    private readonly JournalKey _key = new($"session:{Guid.NewGuid():N}");

    [Fact]
    public async Task Append_isAcknowledgedWhenRedisHasItAndNotBefore()
    {
        var owner = await OwnerAsync(_key);
        await redis.AskAsync("CLIENT", "PAUSE", 60_000, "WRITE");
        var append = owner.AppendAsync(new(1));
        await redis.HeldAsync();

        Assert.False(append.IsCompleted);
        Assert.Equal(1, await redis.Database.StreamLengthAsync(Name(_key)));

        await redis.AskAsync("CLIENT", "UNPAUSE");
        await append;
        Assert.Equal(2, await redis.Database.StreamLengthAsync(Name(_key)));
    }

    [Fact]
    public async Task Append_withoutAnAnswerInTime_saysThatNobodyKnows()
    {
        await using var store = await RedisStore.StartAsync(redis.Address, TimeSpan.FromMilliseconds(300));
        var owner = store.Journal.Open<ConsumerPosition>(_key, TimeSpan.FromHours(1));
        await owner.ClaimAsync(create: true);
        await redis.AskAsync("CLIENT", "PAUSE", 60_000, "WRITE");

        var away = await Assert.ThrowsAsync<JournalAwayException>(() => owner.AppendAsync(new(1)));

        await redis.AskAsync("CLIENT", "UNPAUSE");
        Assert.Equal($"Redis at {redis.Address} is away: no answer within 0.3 s. Running jobs go on; ask again when it is back.", away.Message);
    }

    [Fact]
    public async Task Append_toAJournalThatRedisForgot_isRefusedAndMakesNone()
    {
        var owner = await OwnerAsync(_key);
        await owner.AppendAsync(new(1));
        await owner.CheckAsync();
        await redis.AskAsync("FLUSHALL");

        await Assert.ThrowsAsync<JournalFencedException>(owner.CheckAsync);
        await Assert.ThrowsAsync<JournalFencedException>(() => owner.AppendAsync(new(2)));

        Assert.False(await redis.Database.KeyExistsAsync(Name(_key)));
    }

    [Fact]
    public async Task Claim_ofAJournalThatRedisForgot_leavesOutWhoOwnedItBefore()
    {
        var earlier = await OwnerAsync(_key);
        for (var seq = 1; seq <= 5; seq++)
        {
            await earlier.AppendAsync(new(seq));
        }

        await redis.AskAsync("FLUSHALL");
        // The first one again, as far as Redis knows: what the earlier one counts on with is above all that this one wrote.
        var later = await OwnerAsync(_key);
        await later.AppendAsync(new(10));

        await Assert.ThrowsAsync<JournalFencedException>(earlier.CheckAsync);
        await Assert.ThrowsAsync<JournalFencedException>(() => earlier.AppendAsync(new(6)));
        await later.CheckAsync();
    }

    [Fact]
    public async Task Claim_behindAHole_readsNothing()
    {
        var owner = await OwnerAsync(_key);
        for (var seq = 1; seq <= 4; seq++)
        {
            await owner.AppendAsync(new(seq));
        }

        // Number 3 failed, and 4 was sent on before that was known: neither was acknowledged.
        await redis.AskAsync("XDEL", Name(_key), $"{owner.Next with { Number = 3 }}");

        var claim = await (await OpenAsync(_key)).ClaimAsync(create: false);
        Assert.Equal([1, 2], claim!.Entries.Select(static entry => entry.Value.Seq));
    }

    [Fact]
    public async Task Claim_ofMoreThanOnePage_readsAll()
    {
        var owner = await OwnerAsync(_key);
        await Task.WhenAll(Enumerable.Range(1, 1111).Select(seq => owner.AppendAsync(new(seq))));

        var claim = await (await OpenAsync(_key)).ClaimAsync(create: false);

        Assert.Equal(Enumerable.Range(1, 1111).Select(static seq => (long)seq), claim!.Entries.Select(static entry => entry.Value.Seq));
    }

    [Fact]
    public async Task Claim_saysTheTimeOfRedis()
    {
        var before = await TimeAsync();
        var begin = TimeProvider.System.GetTimestamp();
        var claim = await (await OpenAsync(_key)).ClaimAsync(create: true);

        // Its answer's way back is counted in.
        Assert.InRange(claim!.Now, before, await TimeAsync() + TimeProvider.System.GetElapsedTime(begin));
    }

    [Fact]
    public async Task Claim_thatMakesAJournal_givesItItsLife()
    {
        var stream = (await StoreAsync()).Journal.Open<ConsumerPosition>(_key, TimeSpan.FromHours(1));

        await stream.ClaimAsync(create: true);

        Assert.InRange((await redis.LifeAsync(Name(_key)))!.Value, TimeSpan.FromMinutes(119), TimeSpan.FromHours(2));
    }

    [Fact]
    public async Task Append_afterHalfOfItsLife_givesItAllOfItAgain()
    {
        var time = new ManualTime();
        var stream = (await StoreAsync(time)).Journal.Open<ConsumerPosition>(_key, TimeSpan.FromHours(1));
        await stream.ClaimAsync(create: true);
        await redis.AskAsync("PEXPIRE", Name(_key), 60_000);

        time.Pass(TimeSpan.FromMinutes(29));
        await stream.AppendAsync(new(1));
        Assert.InRange((await redis.LifeAsync(Name(_key)))!.Value, TimeSpan.Zero, TimeSpan.FromMinutes(1));

        time.Pass(TimeSpan.FromMinutes(2));
        await stream.AppendAsync(new(2));
        Assert.InRange((await redis.LifeAsync(Name(_key)))!.Value, TimeSpan.FromMinutes(119), TimeSpan.FromHours(2));
    }

    [Fact]
    public async Task Append_ofANextOwnerOnAMachineJustStarted_givesItAllOfItsLifeAgain()
    {
        await (await OwnerAsync(_key)).AppendAsync(new(1));
        await redis.AskAsync("PEXPIRE", Name(_key), 60_000);
        var next = (await StoreAsync(new ManualTime())).Journal.Open<ConsumerPosition>(_key, TimeSpan.FromHours(1));
        await next.ClaimAsync(create: false);

        await next.AppendAsync(new(2));

        Assert.InRange((await redis.LifeAsync(Name(_key)))!.Value, TimeSpan.FromMinutes(119), TimeSpan.FromHours(2));
    }

    [Fact]
    public async Task Close_leavesItsLastEntryAndTheFenceForAWhile()
    {
        var earlier = await OwnerAsync(_key);
        var owner = await OwnerAsync(_key);
        await owner.AppendAsync(new(1));

        await owner.CloseAsync(new(2), TimeSpan.FromMinutes(10));

        await Assert.ThrowsAsync<JournalFencedException>(() => earlier.AppendAsync(new(3)));
        Assert.InRange((await redis.LifeAsync(Name(_key)))!.Value, TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(10));
        var claim = await (await OpenAsync(_key)).ClaimAsync(create: false);
        Assert.Equal([2], claim!.Entries.Select(static entry => entry.Value.Seq));
    }

    [Fact]
    public async Task Checkpoint_bringsBackTheEntriesThatItRepeats()
    {
        var store = await StoreAsync();
        var owner = store.Journal.Open<SessionEntry>(_key, TimeSpan.FromHours(1));
        await owner.ClaimAsync(create: true);
        var opened = new Opened { Session = new NewSession { UserId = "u" }, FirstConsumer = "c" };
        await owner.AppendAsync(new Checkpoint { Opened = new KeptEntry { Entry = opened }, LastSeq = 7 }, trimBefore: owner.Next);

        var next = store.Journal.Open<SessionEntry>(_key, TimeSpan.FromHours(1));
        var read = (Checkpoint)(await next.ClaimAsync(create: false))!.Entries.Single().Value;

        Assert.Equal(7, read.LastSeq);
        Assert.Equal(("u", "c"), (((Opened)read.Opened.Entry!).Session.UserId, ((Opened)read.Opened.Entry).FirstConsumer));
    }

    [Fact]
    public async Task Redis_thatDies_failsCallsAtOnceAndIsFoundAgain()
    {
        await using var server = await RedisServer.StartAsync("--appendonly", "yes", "--appendfsync", "always");
        await using var store = await RedisStore.StartAsync(server.Address, TimeSpan.FromSeconds(2));
        var owner = store.Journal.Open<ConsumerPosition>(_key, TimeSpan.FromHours(1));
        await owner.ClaimAsync(create: true);
        await owner.AppendAsync(new(1));

        await server.KillAsync();
        var away = await Assert.ThrowsAsync<JournalAwayException>(() => owner.AppendAsync(new(2)));
        await store.Log.ToldAsync(2101);
        Assert.Contains($"Redis at {server.Address} is away", store.Connection.Away, StringComparison.Ordinal);
        Assert.Contains($"Redis at {server.Address} is away", away.Message, StringComparison.Ordinal);

        await server.InitializeAsync();
        await store.Connection.ThereAsync(TestContext.Current.CancellationToken);
        await store.Log.ToldAsync(2102);
        var next = store.Journal.Open<ConsumerPosition>(_key, TimeSpan.FromHours(1));
        Assert.Equal([1], (await next.ClaimAsync(create: false))!.Entries.Select(static entry => entry.Value.Seq));
        await Assert.ThrowsAsync<JournalFencedException>(() => owner.AppendAsync(new(3)));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var store in _stores)
        {
            await store.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Each from another process, as the activations of a grain are.</summary>
    private protected override async ValueTask<IJournalStream<ConsumerPosition>> OpenAsync(JournalKey key) =>
        (await StoreAsync()).Journal.Open<ConsumerPosition>(key, TimeSpan.FromHours(1));

    private async Task<RedisStore> StoreAsync(TimeProvider? time = null)
    {
        var store = await RedisStore.StartAsync(redis.Address, time: time);
        _stores.Add(store);
        return store;
    }

    private static string Name(JournalKey key) => $"arthas:{RedisStore.Cluster}:{{{key.Group}}}";

    private async Task<DateTimeOffset> TimeAsync()
    {
        var time = (string[])(await redis.AskAsync("TIME"))!;
        return DateTimeOffset.UnixEpoch
            .AddSeconds(long.Parse(time[0], System.Globalization.CultureInfo.InvariantCulture))
            .AddMicroseconds(long.Parse(time[1], System.Globalization.CultureInfo.InvariantCulture));
    }
}
