using Arthas.Silo.Hosting;
using Arthas.Silo.Journals;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans.Serialization;
using StackExchange.Redis;

namespace Arthas.Conformance.Redis;

public sealed class RedisOptionsTests
{
    /// <summary>The event that says that Redis runs without an append-only file.</summary>
    private const int NoAppendOnly = 2112;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("a:6379,nonsense=1,password=secret", "cannot be read")]
    [InlineData("password=secret", "names no server")]
    [InlineData("a:6379,password=secret", null)]
    [InlineData("a:6379,b:6379,password=secret", null)]
    public void Validate_address_says_what_is_wrong_and_not_the_password(string address, string? problem)
    {
        var result = new SiloOptionsValidator(Options.Create(new RedisOptions { Redis = address })).Validate(null, new SiloOptions());

        Assert.Equal(problem is null, result.Succeeded);
        Assert.Contains(problem ?? "", result.FailureMessage ?? "", StringComparison.Ordinal);
        Assert.DoesNotContain("secret", result.FailureMessage ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_a_hub_without_a_redis_says_that_it_needs_one()
    {
        var result = new SiloOptionsValidator(Options.Create(new RedisOptions())).Validate(null, new SiloOptions { Role = SiloRole.Hub });

        Assert.Contains("--Cluster:Redis", result.FailureMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--appendonly no", "without an append-only file")]
    [InlineData("--appendonly yes --appendfsync everysec", "'appendfsync everysec'")]
    [InlineData("--appendonly yes --appendfsync always --maxmemory-policy allkeys-lru", "'maxmemory-policy allkeys-lru'")]
    [InlineData("--appendonly yes --appendfsync always", null)]
    public async Task Start_warns_of_what_a_restart_would_lose(string settings, string? warning)
    {
        Assert.SkipWhen(RedisServer.WhyNot is not null, RedisServer.WhyNot ?? "");
        await using var server = await RedisServer.StartAsync(settings.Split(' '));
        var log = new KeptLog<RedisDurability>();
        await using var connection = Connection(server.Address);
        await connection.StartAsync(Cancel);

        await new RedisDurability(connection, log).StartAsync(Cancel);

        Assert.Equal(warning is null ? 0 : 1, log.Warnings.Count());
        Assert.All(log.Warnings, text => Assert.Contains(warning!, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Server_that_was_away_at_the_start_is_asked_once_it_is_there()
    {
        Assert.SkipWhen(RedisServer.WhyNot is not null, RedisServer.WhyNot ?? "");
        await using var server = await RedisServer.StartAsync("--appendonly", "no");
        await server.KillAsync();
        var log = new KeptLog<RedisDurability>();
        await using var connection = Connection(server.Address);
        await connection.StartAsync(Cancel);
        await new RedisDurability(connection, log).StartAsync(Cancel);
        Assert.Empty(log.Warnings);

        await server.StartAgainAsync();
        Assert.Contains("without an append-only file", await log.ToldAsync(NoAppendOnly), StringComparison.Ordinal);

        Assert.Single(log.Warnings);
    }

    [Fact]
    public async Task Start_without_the_right_password_says_so()
    {
        Assert.SkipWhen(RedisServer.WhyNot is not null, RedisServer.WhyNot ?? "");
        await using var server = await RedisServer.StartAsync("--requirepass", "right");
        await using var wrong = Connection($"{server.Address},password=wrong");
        await using var right = Connection($"{server.Address},password=right");
        await wrong.StartAsync(Cancel);
        await right.StartAsync(Cancel);

        // The first attempt may meet with no more than a connection that ends.
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (wrong.Away?.Contains("it does not accept the password", StringComparison.Ordinal) is not true)
        {
            await Task.Delay(20, limit.Token);
        }

        var refused = await Assert.ThrowsAsync<JournalAwayException>(() => wrong.CallAsync("PING", []));

        Assert.Contains("it does not accept the password", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("=wrong", refused.Message, StringComparison.Ordinal);
        Assert.Equal("PONG", (string?)await right.CallAsync("PING", []));
    }

    /// <summary>A grain that another grain cannot be reached by tells so to a node of another process.</summary>
    [Theory]
    [InlineData(typeof(ClusterAwayException))]
    [InlineData(typeof(JournalAwayException))]
    [InlineData(typeof(JournalFencedException))]
    public void Failure_travels_between_nodes_as_what_it_is(Type type)
    {
        using var services = new ServiceCollection().AddSerializer().BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer>();
        var failure = (Exception)(type == typeof(JournalFencedException) ? new JournalFencedException("why") : Activator.CreateInstance(type, "why", null)!);

        var there = serializer.Deserialize<Exception>(serializer.SerializeToArray(failure));

        Assert.IsType(type, there);
        Assert.Equal("why", there.Message);
    }

    [Fact]
    public void Failure_that_Redis_caused_travels_with_its_cause()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Cluster:Redis", "127.0.0.1:1")]).Build();
        using var services = new ServiceCollection().AddLogging().AddArthasSilo(configuration).BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer>();
        var cause = new RedisConnectionException(ConnectionFailureType.SocketClosed, CommandFlags.None, "gone", null!, CommandStatus.Sent);

        var there = serializer.Deserialize<Exception>(serializer.SerializeToArray<Exception>(new JournalAwayException("why", cause)));

        Assert.Equal("gone", Assert.IsType<RedisConnectionException>(Assert.IsType<JournalAwayException>(there).InnerException).Message);
    }

    private static RedisConnection Connection(string redis) =>
        new(new RedisOptions { Redis = redis, RedisTimeout = TimeSpan.FromSeconds(2) }, TimeProvider.System, NullLogger<RedisConnection>.Instance);
}
