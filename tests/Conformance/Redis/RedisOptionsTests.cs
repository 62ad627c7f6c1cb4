using System.Threading.Channels;
using Arthas.Hub.Engines;
using Arthas.Hub.Engines.Redis;
using Arthas.Hub.Sessions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Arthas.Conformance.Redis;

public sealed class RedisOptionsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "Cluster:Redis is required")]
    [InlineData("a:6379,b:6379", "must name one server")]
    [InlineData("a:6379,nonsense=1,password=secret", "cannot be read")]
    [InlineData("a:6379,password=secret", null)]
    public void Validate_address_says_what_is_wrong_and_not_the_password(string address, string? problem)
    {
        var result = new RedisOptionsValidator().Validate(null, new RedisOptions { Redis = address });

        Assert.Equal(problem is null, result.Succeeded);
        Assert.Contains(problem ?? "", result.FailureMessage ?? "", StringComparison.Ordinal);
        Assert.DoesNotContain("secret", result.FailureMessage ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_engine_is_refused_by_its_key()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Cluster:Engine"] = "rediss" }).Build();
        var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddEngine(configuration).BuildServiceProvider();

        var wrong = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<ClusterOptions>>().Value);

        Assert.Contains("Cluster:Engine", wrong.Message, StringComparison.Ordinal);
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
        var log = new ListLogger();
        await using var engine = new RedisEngine(
            Options.Create(new RedisOptions { Redis = server.Address }),
            new RedisScripts(new LogOptions(), new LeaseOptions()), TimeProvider.System, log);

        await engine.StartAsync(Cancel);

        Assert.Equal(warning is null ? 0 : 1, log.Warnings.Count);
        Assert.All(log.Warnings, text => Assert.Contains(warning!, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Server_that_was_away_at_the_start_is_asked_once_it_is_there()
    {
        Assert.SkipWhen(RedisServer.WhyNot is not null, RedisServer.WhyNot ?? "");
        await using var server = await RedisServer.StartAsync("--appendonly", "no");
        await server.KillAsync();
        var log = new ListLogger();
        await using var engine = new RedisEngine(
            Options.Create(new RedisOptions { Redis = server.Address }),
            new RedisScripts(new LogOptions(), new LeaseOptions()), TimeProvider.System, log);
        await engine.StartAsync(Cancel);
        Assert.DoesNotContain(log.Warnings, text => text.Contains("append-only", StringComparison.Ordinal));

        await server.StartAgainAsync();
        await log.WarningAsync("without an append-only file");

        Assert.Single(log.Warnings, text => text.Contains("append-only", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_without_the_right_password_says_so()
    {
        Assert.SkipWhen(RedisServer.WhyNot is not null, RedisServer.WhyNot ?? "");
        await using var server = await RedisServer.StartAsync("--requirepass", "right");
        await using var wrong = new RedisNode($"{server.Address},password=wrong", new LogOptions(), new LeaseOptions(), TimeProvider.System, limit: TimeSpan.FromSeconds(1));
        await using var right = new RedisNode($"{server.Address},password=right", new LogOptions(), new LeaseOptions(), TimeProvider.System);

        var refused = await Assert.ThrowsAsync<Contracts.Cluster.EngineAwayException>(() => wrong.Sessions.HistoryAsync(Cancel).AsTask());

        Assert.Contains("it does not accept the password", refused.Message, StringComparison.Ordinal);
        Assert.Empty(await right.Sessions.HistoryAsync(Cancel));
    }

    private sealed class ListLogger : ILogger<RedisEngine>
    {
        private readonly Channel<string> _all = Channel.CreateUnbounded<string>();

        public List<string> Warnings { get; } = [];

        /// <summary>Answers when one with this text was given.</summary>
        public async Task WarningAsync(string text)
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            while (!(await _all.Reader.ReadAsync(limit.Token)).Contains(text, StringComparison.Ordinal))
            {
            }
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel < LogLevel.Warning)
            {
                return;
            }

            var text = formatter(state, exception);
            lock (Warnings)
            {
                Warnings.Add(text);
            }

            _all.Writer.TryWrite(text);
        }
    }
}
