using Arthas.Contracts.Results;
using Arthas.Silo.Journals;
using Arthas.Silo.Sessions;
using Arthas.Silo.Sessions.Entries;
using Arthas.Silo.Tests.Running;
using Arthas.Silo.Wire;
using StackExchange.Redis;

namespace Arthas.Silo.Tests.Journals;

/// <summary>Grains whose journal another activation took over, as happens when silos lose sight of each other; and what becomes of their callers.</summary>
public sealed class TakenOverTests : IAsyncLifetime
{
    private RedisServer _redis = null!;
    private RedisStore _store = null!;
    private TestNode _node = null!;

    public async ValueTask InitializeAsync()
    {
        _redis = await RedisServer.StartAsync();
        _store = await RedisStore.StartAsync(_redis.Address, cluster: "arthas");
        _node = await TestNode.StartAsync(_redis);
    }

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        await _store.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Fact]
    public async Task Session_goesOnWithWhatItsJournalSays()
    {
        var (session, consumer) = await _node.Api.OpenAsync();
        await _node.Api.PullAsync(session, consumer);
        var other = _store.Journal.Open<SessionEntry>(SessionJournals.Session(session), TimeSpan.FromHours(1));
        await other.ClaimAsync(create: false);
        await other.AppendAsync(new Noted { Log = ResultBytes.Of(new MessageResult { Message = "from elsewhere" }.ToResult()) });

        var ran = await _node.Api.ExecAsync("version", session);
        var pulled = await _node.Api.PullUntilAsync(session, consumer, static result => result.Is("input_status"));

        Assert.Equal("SUCCEEDED", ran.Text("state"));
        // The job's private results are the exec's; the session sees that input was closed and opened.
        Assert.Equal(["message", "input_status", "input_status"], pulled.Select(static result => result.Text("type")));
        await Assert.ThrowsAsync<JournalFencedException>(other.CheckAsync);
    }

    [Fact]
    public async Task Agent_isToldItsJobsAlsoAfterOnesThatNoJournalHas()
    {
        await _node.AgentAsync("web01");
        await _node.Api.ResultsAsync("words a");
        await _node.Api.ResultsAsync("words b");
        await _node.Api.ResultsAsync("words c");
        await TakeOverAsync("arthas:arthas:{agent:web01}");

        var (session, _) = await _node.Api.OpenAsync();
        var ran = await _node.Api.ExecAsync("words d", session);

        Assert.Contains("words|d", ran.ToString(), StringComparison.Ordinal);
    }

    /// <summary>As an activation elsewhere that then died.</summary>
    private async Task TakeOverAsync(string key)
    {
        var top = (string)((RedisResult[])((RedisResult[])(await _redis.AskAsync("XREVRANGE", key, "+", "-", "COUNT", 1))!)[0]!)[0]!;
        var epoch = ulong.Parse(top.Split('-')[0], System.Globalization.CultureInfo.InvariantCulture);
        await _redis.AskAsync("XADD", key, "NOMKSTREAM", $"{epoch + 1}-0", "c", "");
    }
}
