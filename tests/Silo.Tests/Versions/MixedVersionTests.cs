using Arthas.Hub.Tests.Running;
using Arthas.Silo.Tests.Running;
using StackExchange.Redis;

namespace Arthas.Silo.Tests.Versions;

/// <summary>
/// Nodes of this version and of the next one, whose <c>NewSession</c> has a field more and whose session grain has a method
/// more, in one cluster. README.md says what is promised.
/// </summary>
public sealed class MixedVersionTests : IAsyncLifetime
{
    /// <summary>Few results are kept, so that the journal's first entry is trimmed.</summary>
    private static readonly string[] Options = ["--Hub:SessionLogResults", "100"];

    /// <summary>More than lie between two checkpoints.</summary>
    private const int Changes = 2_200;

    private readonly NextHub _nextHub = new();
    private readonly List<HubProcess> _hubs = [];
    private RedisServer _redis = null!;
    private TestNode _node = null!;
    private FakeAgent _agent = null!;

    public async ValueTask InitializeAsync() => _redis = await RedisServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_node is not null)
        {
            await _node.DisposeAsync();
        }

        foreach (var hub in _hubs)
        {
            await hub.DisposeAsync();
        }

        await _redis.DisposeAsync();
        _nextHub.Dispose();
    }

    [Fact]
    public async Task Session_ofThisVersion_isServedByBothAndGoesOnInTheNext()
    {
        var (now, next) = (await NowAsync(), await NextAsync());
        await LinkAsync();
        var job = await NumberedJob.StartAsync(now.Api, _agent);
        await job.SendAsync(10);
        await job.SeesAllAsync(now.Api, next.Api);

        // A method that only the next version has fails at its caller, and does no harm where it is not known.
        Assert.StartsWith($"next of {job.Session} failed: ", await AskAsync(next, job.Session), StringComparison.Ordinal);
        await job.SendAsync(10);
        await job.SeesAllAsync(next.Api, now.Api);

        await job.SendAsync(10);
        await now.Process.KillAsync();
        await job.SendAsync(10);
        await job.SeesAllAsync(next.Api);
        Assert.Equal($"next of {job.Session}: made by process {next.Process.Id}", await AskAsync(next, job.Session));
        await job.EndsAsync(next.Api);
    }

    [Fact]
    public async Task Session_ofTheNextVersion_keepsWhatThisOneDoesNotKnow()
    {
        var (now, next) = (await NowAsync(), await NextAsync());
        await LinkAsync();
        var job = await NumberedJob.StartAsync(next.Api, _agent);
        var made = $"next of {job.Session}: made by process {next.Process.Id}";
        Assert.Equal(made, await AskAsync(next, job.Session));
        await job.SendAsync(10);
        await job.SeesAllAsync(now.Api, next.Api);

        // This version reads the journal of the next one, and writes on: checkpoints as well, until nothing of what the
        // next one had written is in it but by them.
        await next.Process.KillAsync();
        await job.SendAsync(10);
        await job.SeesAllAsync(now.Api);
        var first = await FirstEntryAsync(job.Session);
        await ChangeAsync(now, job.Session);
        Assert.NotEqual(first, await FirstEntryAsync(job.Session));
        await job.SkipAsync(now.Api);

        var again = await NextAsync();
        await now.Process.KillAsync();
        await job.SendAsync(10);
        Assert.Equal(made, await AskAsync(again, job.Session));
        await job.SeesAllAsync(again.Api);
        await job.EndsAsync(again.Api);
    }

    private async Task<HubProcess> NowAsync() => Started(await Patient.HubAsync(_redis, Options));

    private async Task<HubProcess> NextAsync()
    {
        var hub = Started(await HubProcess.StartBuiltAsync(
            _nextHub.Executable, ["--Agent:Embedded", "false", "--Cluster:Redis", _redis.Address, .. Patient.Options, .. Options]));
        await hub.Api.UntilReadyAsync();
        return hub;
    }

    private HubProcess Started(HubProcess hub)
    {
        _hubs.Add(hub);
        return hub;
    }

    /// <summary>An agent, on a node that is not killed.</summary>
    private async Task LinkAsync()
    {
        _node = await TestNode.StartAsync(_redis, null, "--Silo:Role", "hub");
        _agent = await _node.AgentAsync("web01");
    }

    /// <summary>What the next version's method answers a node of that version.</summary>
    private static async Task<string> AskAsync(HubProcess next, string session)
    {
        var before = Answers().Count;
        await next.Process.SendAsync(session);
        await next.Process.LineAsync(_ => Answers().Count > before, "the next version's answer");
        return Answers()[before];

        List<string> Answers() => [.. next.Process.Lines.Where(line => line.StartsWith($"next of {session}", StringComparison.Ordinal))];
    }

    /// <summary>The oldest that the journal has.</summary>
    private async Task<string> FirstEntryAsync(string session)
    {
        var rows = (RedisResult[])(await _redis.AskAsync("XRANGE", $"arthas:arthas:{{session:{session}}}", "-", "+", "COUNT", 1))!;
        return (string)((RedisResult[])rows[0]!)[0]!;
    }

    /// <summary>Each names another user and leaves a word in the log: two entries.</summary>
    private static Task ChangeAsync(HubProcess hub, string session) => Parallel.ForEachAsync(
        Enumerable.Range(0, Changes / 2),
        new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = TestContext.Current.CancellationToken },
        async (number, _) => await hub.Api.PostAsync(new { action = "async_exec", command = "nosuch &", sessionId = session, userId = $"u{number}" }));
}
