using System.Text.Json;
using Arthas.Contracts.Cluster;
using Arthas.Hub.Tests.Running;
using Arthas.Silo.Tests.Running;

namespace Arthas.Silo.Tests.Costs;

/// <summary>What a request costs a cluster of two silos on Redis and a hub node without one: calls, and commands to Redis.</summary>
public sealed class CostTests(CostTests.Nodes nodes, ITestOutputHelper output) : IClassFixture<CostTests.Nodes>
{
    private const int Times = 30;

    /// <summary>At the silo that the agent is linked to, at the other one, at the node without a silo.</summary>
    public static TheoryData<int> EveryNode => [0, 1, 2];

    [Theory]
    [MemberData(nameof(EveryNode))]
    public async Task Exec_once_makesThreeCallsAtMostAndNoneToRedis(int node)
    {
        var api = nodes.All[node].Api;
        await api.ResultsAsync("words a");
        using var redis = await RedisMonitor.StartAsync(nodes.Redis);
        nodes.Calls.Reset();

        for (var i = 0; i < Times; i++)
        {
            Assert.Equal(["words", "status"], (await api.ResultsAsync($"words {i}")).Select(static result => result.Text("type")));
        }

        Tell();
        var (all, toGrains) = (nodes.Calls.All, nodes.Calls.ToGrains);
        // The link renews with what it has of them.
        await nodes.Calls.AnsweredAgainAsync("IAgentGrain.RenewAsync", 2);
        var commands = await redis.TakeAsync();
        Assert.InRange(all, Times, 3 * Times);
        Assert.InRange(toGrains, Times, Times + 1);
        Assert.Empty(Asked(commands));
    }

    [Theory]
    [MemberData(nameof(EveryNode))]
    public async Task Exec_once_ofTheHubsOwn_callsNobody(int node)
    {
        var api = nodes.All[node].Api;
        await api.ResultsAsync("version");
        using var redis = await RedisMonitor.StartAsync(nodes.Redis);
        nodes.Calls.Reset();

        for (var i = 0; i < Times; i++)
        {
            Assert.Equal(["version", "status"], (await api.ResultsAsync("version")).Select(static result => result.Text("type")));
        }

        Tell();
        // A block of a hundred job numbers may have come to its end.
        Assert.InRange(nodes.Calls.All, 0, 1);
        Assert.DoesNotContain(Asked(await redis.TakeAsync()), static command => !command.Contains("{jobs}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Batch_ofASessionsJob_isOneCallToAGrainAndOneAppend()
    {
        var (session, _, job) = await StartAsync(nodes.All[1]);
        using var redis = await RedisMonitor.StartAsync(nodes.Redis);
        nodes.Calls.Reset();

        for (var i = 1; i <= Times; i++)
        {
            await nodes.Agent.SendAsync(job, """{"type":"fake"}""");
            await nodes.Calls.AnsweredAsync("ISessionGrain.AppendAsync", i);
        }

        Tell();
        Assert.Equal((Times, Times), (nodes.Calls.ToGrains, nodes.Calls.Made["ISessionGrain.AppendAsync"]));
        Assert.Equal(Enumerable.Repeat($"XADD arthas:arthas:{{session:{session}}}", Times), Asked(await redis.TakeAsync()));
    }

    [Theory]
    [MemberData(nameof(EveryNode))]
    public async Task Pull_ofResultsThatSaysWhereItStands_isTwoCallsToGrainsAtMostAndOneAppend(int node)
    {
        var (session, consumer, job) = await StartAsync(nodes.All[1]);
        var api = nodes.All[node].Api;
        var seq = await PullAsync(api, session, consumer, 0);
        using var redis = await RedisMonitor.StartAsync(nodes.Redis);
        nodes.Calls.Reset();

        for (var i = 1; i <= Times; i++)
        {
            await nodes.Agent.SendAsync(job, """{"type":"fake"}""");
            seq = await PullAsync(api, session, consumer, seq);
        }

        Tell();
        await nodes.Calls.AnsweredAsync("ISessionGrain.AppendAsync", Times);
        Assert.InRange(nodes.Calls.ToGrains - nodes.Calls.Made["ISessionGrain.AppendAsync"], Times, 2 * Times);
        Assert.Equal(
            Enumerable.Repeat($"XADD arthas:arthas:{{session:{session}}}:{consumer}", Times),
            Asked(await redis.TakeAsync()).Where(static command => !command.EndsWith('}')));

        static async Task<long> PullAsync(ApiClient api, string session, string consumer, long afterSeq)
        {
            var reply = await api.PostAsync(new { action = "pull_results", sessionId = session, consumerId = consumer, afterSeq });
            Assert.NotEmpty(reply.GetProperty("body").GetProperty("results").EnumerateArray());
            return reply.GetProperty("body").GetProperty("lastSeq").GetInt64();
        }
    }

    /// <summary>The message says that the last byte went out; nobody waits for it, and it may get lost.</summary>
    [Theory]
    [MemberData(nameof(EveryNode))]
    public async Task Pull_ofResults_isTwoCallsToGrainsAtMostAndOneMessage(int node)
    {
        var (session, consumer, job) = await StartAsync(nodes.All[1]);
        var api = nodes.All[node].Api;
        await api.PullAsync(session, consumer);
        using var redis = await RedisMonitor.StartAsync(nodes.Redis);
        nodes.Calls.Reset();

        for (var i = 1; i <= Times; i++)
        {
            await nodes.Agent.SendAsync(job, """{"type":"fake"}""");
            Assert.Single(await api.PullAsync(session, consumer));
        }

        Tell();
        await nodes.Calls.AnsweredAsync("ISessionGrain.AppendAsync", Times);
        Assert.InRange(nodes.Calls.ToGrains - nodes.Calls.Made["ISessionGrain.AppendAsync"] - nodes.Calls.Made["IConsumerGrain.ConfirmAsync"], Times, 2 * Times);
        Assert.InRange(nodes.Calls.Made["IConsumerGrain.ConfirmAsync"], 1, Times);
        Assert.InRange(
            Asked(await redis.TakeAsync()).Count(command => command == $"XADD arthas:arthas:{{session:{session}}}:{consumer}"), Times, 2 * Times);
    }

    /// <summary>Most pulls are of these: a consumer that waits for results comes every two seconds.</summary>
    [Theory]
    [MemberData(nameof(EveryNode))]
    public async Task Pull_ofNothing_againAtTheSameNode_asksNoConsumerAndNotRedis(int node)
    {
        var (session, consumer, job) = await StartAsync(nodes.All[0]);
        var api = nodes.All[node].Api;
        Assert.Empty(await api.PullAsync(session, consumer));
        using var redis = await RedisMonitor.StartAsync(nodes.Redis);
        nodes.Calls.Reset();

        for (var i = 0; i < 3; i++)
        {
            Assert.Empty(await api.PullAsync(session, consumer));
        }

        Tell();
        Assert.DoesNotContain(nodes.Calls.Made.Keys, static call => call.StartsWith("IConsumerGrain.", StringComparison.Ordinal));
        // The agent's grain writes down, once, that its agent has the job.
        Assert.DoesNotContain(Asked(await redis.TakeAsync()), static command => !command.Contains("{agent:", StringComparison.Ordinal));

        await nodes.Agent.SendAsync(job, """{"type":"fake"}""");
        Assert.Single(await api.PullUntilAsync(session, consumer, static result => result.Is("fake")));
        Assert.Equal((1, 1), (nodes.Calls.Made["IConsumerGrain.EnterAsync"], nodes.Calls.Made["IConsumerGrain.OfferAsync"]));
    }

    /// <summary>A session with a job that the agent runs until it is interrupted.</summary>
    private async Task<(string Session, string Consumer, JobKey Job)> StartAsync(TestNode at)
    {
        var (session, consumer) = await at.Api.OpenAsync();
        await at.Api.PostAsync(new { action = "async_exec", command = "wait", sessionId = session });
        var run = await nodes.Agent.NextMessageAsync<InboxMessage.Run>();
        while (run.Words is not ["wait"])
        {
            run = await nodes.Agent.NextMessageAsync<InboxMessage.Run>();
        }

        // From here on nothing of it is news: its first batch says that the agent has it.
        await nodes.Agent.SendAsync(run.Job, """{"type":"fake"}""");
        await at.Api.PullUntilAsync(session, consumer, static result => result.Is("fake"));
        // Nor of the letter that told it to run: the link has said that the agent has that.
        await nodes.Calls.AnsweredAgainAsync("IAgentGrain.RenewAsync", 2);
        return (session, consumer, run.Job);
    }

    private static IEnumerable<string> Asked(List<string> commands) => commands.Where(static command => !IsByTheClock(command));

    /// <summary>What is about no key (a connection, whether Redis answers), who is there, whether one is still its owner, and the history's lines of a second.</summary>
    private static bool IsByTheClock(string command) =>
        !command.Contains(' ', StringComparison.Ordinal)
        || command.Contains("{members}", StringComparison.Ordinal)
        || command.Contains("{history}", StringComparison.Ordinal)
        || (command.StartsWith("XREVRANGE ", StringComparison.Ordinal) && (command.Contains("{fleet}", StringComparison.Ordinal) || command.Contains("{agent:", StringComparison.Ordinal) || command.Contains("{catalogue:", StringComparison.Ordinal)));

    private void Tell()
    {
        foreach (var (call, count) in nodes.Calls.Made.OrderBy(static call => call.Key, StringComparer.Ordinal))
        {
            output.WriteLine($"{count,5} {call}");
        }
    }

    public sealed class Nodes : IAsyncLifetime
    {
        internal RedisServer Redis { get; private set; } = null!;

        internal CallCounter Calls { get; } = new();

        internal IReadOnlyList<TestNode> All { get; private set; } = [];

        internal FakeAgent Agent { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Redis = await RedisServer.StartAsync();
            string[] options = ["--Hub:PullWait", "00:00:00.2", "--Hub:Leases:Heartbeat", "00:00:00.3"];
            All = [await TestNode.StartAsync(Redis, Calls, options), await TestNode.StartAsync(Redis, Calls, options), await TestNode.StartAsync(Redis, Calls, [.. options, "--Silo:Role", "hub"])];
            Agent = await All[0].AgentAsync("web01");
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var node in All.Reverse())
            {
                await node.DisposeAsync();
            }

            await Redis.DisposeAsync();
        }
    }
}
