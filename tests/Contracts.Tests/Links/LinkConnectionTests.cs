using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Arthas.Contracts.Cluster;
using Arthas.Contracts.CommandLine;
using Arthas.Contracts.Links;

namespace Arthas.Contracts.Tests.Links;

public sealed class LinkConnectionTests : IAsyncDisposable
{
    private static readonly JobKey Job = new("b09f1353-202c-407b-af24-701b744f971e", 7);

    private readonly LinkConnection _agent;
    private readonly LinkConnection _hub;
    private readonly Stream _agentStream;
    private readonly IAsyncEnumerator<LinkFrame> _frames;

    public LinkConnectionTests()
    {
        (_agentStream, var hub) = LinkPair.Create();
        _agent = new LinkConnection(_agentStream);
        _hub = new LinkConnection(hub);
        _frames = _hub.ReadAllAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
    }

    public static TheoryData<LinkFrame> ControlFrames =>
    [
        new LinkFrame.Heartbeat(),
        new LinkFrame.InboxAck(long.MaxValue),
        new LinkFrame.BatchAck(Job, new Appended(AppendOutcome.Gap, 12)),
        new LinkFrame.Inbox(new InboxEntry(4, new InboxMessage.Interrupt(Job))),
        new LinkFrame.Inbox(new InboxEntry(5, new InboxMessage.Stop(Job))),
    ];

    public async ValueTask DisposeAsync()
    {
        await _agent.DisposeAsync();
        await _hub.DisposeAsync();
        await _frames.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(ControlFrames))]
    public async Task SendAsync_control_frame_arrives_equal(LinkFrame sent)
    {
        await _agent.SendAsync(sent, TestContext.Current.CancellationToken);

        Assert.Equal(sent, await NextAsync());
    }

    [Fact]
    public async Task SendAsync_hello_carries_catalogue_targets_and_jobs()
    {
        var spec = new CommandSpec
        {
            Name = "watch",
            Summary = "s",
            Role = Role.Change,
            Options = [new OptionSpec { LongName = "limits", ShortName = "n", Description = "d", Kind = ValueKind.Int32 }],
            Arguments = [new ArgumentSpec { Name = "class-pattern", Description = "d", Required = true }],
        };
        var agent = new AgentRecord
        {
            Name = "web01",
            Instance = "i",
            Version = "1",
            Host = "h",
            Catalogue = [spec],
            Targets = [new TargetRecord("MathGame_h-1", "MathGame", "h", 1, ".NET 10.0.12")],
        };
        await _agent.SendAsync(new LinkFrame.Hello(agent, null, [new RunningJob(Job, 3)]), TestContext.Current.CancellationToken);

        var hello = Assert.IsType<LinkFrame.Hello>(await NextAsync());
        Assert.Equal(agent.Targets, hello.Agent.Targets);
        // As text: records compare their lists by reference.
        Assert.Equal(JsonSerializer.Serialize(spec), JsonSerializer.Serialize(hello.Agent.Catalogue[0]));
        Assert.Equal([new RunningJob(Job, 3)], hello.Running);
    }

    [Fact]
    public async Task SendAsync_run_carries_words_and_time_limit()
    {
        var run = new InboxMessage.Run(Job, "MathGame_h-1", ["watch", "a b", ""], TimeSpan.FromSeconds(30.5), Role.Change);
        await _agent.SendAsync(new LinkFrame.Inbox(new InboxEntry(1, run)), TestContext.Current.CancellationToken);

        var received = Assert.IsType<InboxMessage.Run>(Assert.IsType<LinkFrame.Inbox>(await NextAsync()).Entry.Message);
        Assert.Equal(run with { Words = received.Words }, received);
        Assert.Equal(run.Words, received.Words);
    }

    [Fact]
    public async Task SendAsync_batch_leaves_results_as_they_are()
    {
        var results = new[] { Result("""{"type":"watch","value":"é\u0000"}"""), Result("{}") };
        await _agent.SendAsync(new LinkFrame.Batch(Job, 9, true, results), TestContext.Current.CancellationToken);

        var batch = Assert.IsType<LinkFrame.Batch>(await NextAsync());
        Assert.Equal((Job, 9L, true), (batch.Job, batch.Number, batch.Last));
        Assert.Equal(results.Select(Text), batch.Results.Select(Text));
    }

    [Fact]
    public async Task SendAsync_heartbeat_overtakes_a_large_batch()
    {
        var batch = new LinkFrame.Batch(Job, 1, false, [Result(new string('x', 10 * 1024 * 1024))]);
        var sendingBatch = _agent.SendAsync(batch, TestContext.Current.CancellationToken);
        var sendingHeartbeat = _agent.SendAsync(new LinkFrame.Heartbeat(), TestContext.Current.CancellationToken);

        Assert.IsType<LinkFrame.Heartbeat>(await NextAsync());
        Assert.IsType<LinkFrame.Batch>(await NextAsync());
        await Task.WhenAll(sendingBatch, sendingHeartbeat);
    }

    [Fact]
    public async Task SendAsync_batches_of_many_tasks_arrive_whole()
    {
        var sending = Enumerable.Range(1, 20).Select(n =>
            _agent.SendAsync(new LinkFrame.Batch(Job, n, false, [Result(new string((char)('a' + n), 50_000))]), TestContext.Current.CancellationToken)).ToList();

        for (var i = 0; i < 20; i++)
        {
            var batch = Assert.IsType<LinkFrame.Batch>(await NextAsync());
            Assert.Equal(new string((char)('a' + batch.Number), 50_000), Text(batch.Results[0]));
        }

        await Task.WhenAll(sending);
    }

    [Fact]
    public async Task SendAsync_frame_over_the_limit_throws_and_leaves_the_link_whole()
    {
        var (agent, hub) = LinkPair.Create();
        await using var small = new LinkConnection(agent, new LinkLimits { Batch = 1000 });
        await using var reader = new LinkConnection(hub);
        var batch = new LinkFrame.Batch(Job, 1, false, [Result(new string('x', 1000))]);

        await Assert.ThrowsAsync<LinkException>(() => small.SendAsync(batch, TestContext.Current.CancellationToken));
        await small.SendAsync(new LinkFrame.Heartbeat(), TestContext.Current.CancellationToken);
        await foreach (var frame in reader.ReadAllAsync(TestContext.Current.CancellationToken))
        {
            Assert.IsType<LinkFrame.Heartbeat>(frame);
            break;
        }
    }

    [Fact]
    public async Task ReadAllAsync_other_end_closed_ends()
    {
        await _agent.DisposeAsync();

        Assert.False(await _frames.MoveNextAsync());
    }

    [Fact]
    public async Task ReadAllAsync_own_end_closed_ends()
    {
        var next = _frames.MoveNextAsync();
        await _hub.DisposeAsync();

        Assert.False(await next);
    }

    [Fact]
    public async Task SendAsync_other_end_closed_throws()
    {
        await _hub.DisposeAsync();

        await Assert.ThrowsAnyAsync<IOException>(() => _agent.SendAsync(new LinkFrame.Heartbeat(), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("47 45 54 20 2f")]                      // GET /
    [InlineData("81 ff ff ff 7f")]                      // two gigabytes
    [InlineData("81 ff ff ff ff")]                      // less than nothing
    [InlineData("81 02 00 00 00 7b 7d")]                // {} has no kind
    [InlineData("81 04 00 00 00 6e 75 6c 6c")]          // null
    [InlineData("81 01 00 00 00 ff")]                   // no JSON
    [InlineData("82 04 00 00 00 ff ff ff 7f")]          // a session id beyond the batch
    [InlineData("82 00 00 00 00")]                      // an empty batch
    [InlineData("82 15 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 ff ff ff 7f")] // two billion results in no bytes
    public async Task ReadAllAsync_malformed_throws(string hex)
    {
        await _agentStream.WriteAsync(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)), TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<LinkException>(() => _frames.MoveNextAsync().AsTask());
    }

    [Fact]
    public async Task ReadAllAsync_fragments_without_end_throws_at_the_limit()
    {
        var (stream, hub) = LinkPair.Create();
        await using var reader = new LinkConnection(hub, new LinkLimits { Control = 10_000 });
        var fragment = new byte[5 + 4000];
        fragment[0] = 1;
        BinaryPrimitives.WriteInt32LittleEndian(fragment.AsSpan(1), 4000);
        for (var i = 0; i < 3; i++)
        {
            await stream.WriteAsync(fragment, TestContext.Current.CancellationToken);
        }

        await using var frames = reader.ReadAllAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<LinkException>(() => frames.MoveNextAsync().AsTask());
    }

    [Fact]
    public async Task ReadAllAsync_cut_within_a_frame_throws()
    {
        await _agentStream.WriteAsync(new byte[] { 0x81, 100, 0, 0, 0, 1 }, TestContext.Current.CancellationToken);
        await _agentStream.DisposeAsync();

        await Assert.ThrowsAsync<EndOfStreamException>(() => _frames.MoveNextAsync().AsTask());
    }

    private static Result Result(string json) => new(Job.JobId, "watch", Encoding.UTF8.GetBytes(json));

    private static string Text(Result result) => Encoding.UTF8.GetString(result.Json.Span);

    private async Task<LinkFrame> NextAsync()
    {
        Assert.True(await _frames.MoveNextAsync());
        return _frames.Current;
    }
}
