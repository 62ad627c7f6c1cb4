using Arthas.Silo.Journals;
using Arthas.Silo.Tests.Running;
using Microsoft.Extensions.Logging;

namespace Arthas.Silo.Tests.Journals;

/// <summary>What a restart of Redis, or its memory's end, would lose is told when a node starts.</summary>
public sealed class RedisDurabilityTests
{
    private const int NoAppendOnly = 2112;
    private const int NotEach = 2113;
    private const int Evicts = 2114;

    public static TheoryData<string[], int[]> Servers => new()
    {
        { [], [NoAppendOnly] },
        { ["--appendonly", "yes"], [NotEach] },
        { ["--appendonly", "yes", "--appendfsync", "no"], [NotEach] },
        { ["--appendonly", "yes", "--appendfsync", "always"], [] },
        { ["--appendonly", "yes", "--appendfsync", "always", "--maxmemory-policy", "allkeys-lru"], [Evicts] },
        { ["--maxmemory-policy", "volatile-ttl"], [NoAppendOnly, Evicts] },
        // As where Redis is a service: what can be read without it is told, and the rest is no reason to speak.
        { ["--rename-command", "CONFIG", ""], [NoAppendOnly] },
        { ["--rename-command", "CONFIG", "", "--appendonly", "yes"], [] },
    };

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Start_warnsOfWhatMayBeLost(string[] options, int[] events)
    {
        await using var redis = await RedisServer.StartAsync(options);
        await using var store = await RedisStore.StartAsync(redis.Address);
        var log = new KeptLog<RedisDurability>();

        await new RedisDurability(store.Connection, log).StartAsync(TestContext.Current.CancellationToken);

        Assert.Equal(events, log.Events);
        Assert.All(log.Messages, static message => Assert.Equal(LogLevel.Warning, message.Level));
    }

    [Fact]
    public async Task Warnings_nameTheSettingThatKeepsIt()
    {
        await using var redis = await RedisServer.StartAsync("--maxmemory-policy", "allkeys-lru");
        await using var store = await RedisStore.StartAsync(redis.Address);
        var log = new KeptLog<RedisDurability>();

        await new RedisDurability(store.Connection, log).StartAsync(TestContext.Current.CancellationToken);
        await redis.AskAsync("CONFIG", "SET", "appendonly", "yes");
        await new RedisDurability(store.Connection, log).StartAsync(TestContext.Current.CancellationToken);

        Assert.Contains("'appendonly yes'", await log.ToldAsync(NoAppendOnly), StringComparison.Ordinal);
        Assert.Contains("'appendfsync everysec'", await log.ToldAsync(NotEach), StringComparison.Ordinal);
        Assert.Contains("'appendfsync always'", await log.ToldAsync(NotEach), StringComparison.Ordinal);
        Assert.Contains("'maxmemory-policy allkeys-lru'", await log.ToldAsync(Evicts), StringComparison.Ordinal);
        Assert.Contains("'noeviction'", await log.ToldAsync(Evicts), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redis_thatIsAwayAtTheStart_isAskedWhenItIsThereAndOnlyOnce()
    {
        await using var redis = RedisServer.Stopped();
        await using var store = await RedisStore.StartAsync(redis.Address, TimeSpan.FromSeconds(5));
        var log = new KeptLog<RedisDurability>();
        await new RedisDurability(store.Connection, log).StartAsync(TestContext.Current.CancellationToken);
        Assert.Empty(log.Events);

        await redis.InitializeAsync();
        await log.ToldAsync(NoAppendOnly);

        await redis.KillAsync();
        await store.Log.ToldAsync(2101, time: 2);
        await redis.InitializeAsync();
        await store.Log.ToldAsync(2102, time: 2);
        for (var i = 0; i < 10; i++)
        {
            // What is asked on this connection is answered in its order: what was asked before has been by then.
            await store.Connection.CallAsync("PING", []);
        }

        Assert.Equal([NoAppendOnly], log.Events);
    }

    [Fact]
    public async Task Programs_sayItOnTheirConsole()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var silo = RunningProcess.Start(Built.Silo, ["--Cluster:Redis", redis.Address]);

        Assert.StartsWith("warn: Arthas.Silo.Journals.RedisDurability[2112] Redis runs without an append-only file", await silo.LineAsync(@"\[2112\]"), StringComparison.Ordinal);
    }
}
