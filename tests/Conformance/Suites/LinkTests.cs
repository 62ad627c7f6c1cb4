using Arthas.Conformance.Engines;
using Arthas.Contracts.Cluster;
using Arthas.Contracts.Links;
using Arthas.Hub.Links;
using Arthas.Hub.Sessions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Arthas.Conformance.Suites;

/// <summary>The hub's end of a link, with the test as the agent at the other end.</summary>
public abstract class LinkTests<TEngine> : Suite<TEngine>
    where TEngine : Engine, new()
{
    [Fact]
    public async Task Hello_registers_and_is_welcomed()
    {
        await using var agent = Connect();

        var welcome = await agent.HelloAsync();

        Assert.Null(welcome.Refused);
        Assert.Equal("ready", Assert.Single(await Fleet.TargetsAsync(Cancel)).State);
    }

    [Fact]
    public async Task Hello_with_a_wrong_token_is_refused()
    {
        await using var agent = Connect(token: "secret");

        var welcome = await agent.HelloAsync();

        Assert.Equal("the token is wrong: give it the --Agent:Token of the hub nodes", welcome.Refused);
        Assert.Empty(await Fleet.AgentsAsync(Cancel));
    }

    [Fact]
    public async Task Hello_of_a_name_that_is_taken_is_refused()
    {
        await using var first = Connect();
        await first.HelloAsync();
        await using var second = Connect();

        var welcome = await second.HelloAsync("second");

        Assert.Equal("another agent is called agent: give one of them another --Agent:Name", welcome.Refused);
    }

    [Fact]
    public async Task Link_that_ends_leaves_the_agent_away()
    {
        var agent = Connect();
        await agent.HelloAsync();

        await agent.DisposeAsync();

        Assert.Equal("away", Assert.Single(await Fleet.TargetsAsync(Cancel)).State);
    }

    [Fact]
    public async Task Link_that_is_silent_is_dead_after_its_lease()
    {
        Engine.Leases.Agent = TimeSpan.FromDays(100);
        await using var agent = Connect();
        await agent.HelloAsync();

        await PassUntilAsync(agent.Served.ContinueWith(_ => true, Cancel), Engine.Leases.Link, "the end of the link");

        Assert.Equal("away", Assert.Single(await Fleet.TargetsAsync(Cancel)).State);
    }

    [Fact]
    public async Task Job_is_sent_and_accepted_with_its_acknowledgement()
    {
        await using var agent = Connect();
        await agent.HelloAsync();
        var job = await StartAsync((await OpenAsync()).SessionId);
        await PostRunAsync(job);

        var sent = await agent.ReadAsync<LinkFrame.Inbox>();
        Assert.Equal(job, ((InboxMessage.Run)sent.Entry.Message).Job);
        Assert.Equal(JobStatus.Ready, (await Sessions.JobAsync(job, Cancel))!.Status);
        await agent.SendAsync(new LinkFrame.InboxAck(sent.Entry.Number));
        await agent.SendAsync(new LinkFrame.Batch(job, 1, false, Texts("a")));
        await agent.ReadAsync<LinkFrame.BatchAck>();

        Assert.Equal(JobStatus.Running, (await Sessions.JobAsync(job, Cancel))!.Status);
        Assert.Empty((await Fleet.ReadInboxAsync("agent", 0, TimeSpan.Zero, Cancel))!);
    }

    [Fact]
    public async Task Job_that_ended_while_its_agent_was_away_is_not_sent()
    {
        var first = Connect();
        await first.HelloAsync();
        await first.DisposeAsync();
        var (session, _) = await OpenAsync();
        var ended = await StartAsync(session);
        await PostRunAsync(ended);
        await EndAsync(ended);
        var wanted = await StartAsync(session);
        await PostRunAsync(wanted);

        await using var second = Connect();
        await second.HelloAsync();

        Assert.Equal(wanted, ((InboxMessage.Run)(await second.ReadAsync<LinkFrame.Inbox>()).Entry.Message).Job);
    }

    [Fact]
    public async Task Batches_are_acknowledged_after_the_append_and_the_last_one_ends_the_job()
    {
        await using var agent = Connect();
        await agent.HelloAsync();
        var (session, consumer) = await OpenAsync();
        var job = await StartAsync(session);
        await PullAsync(session, consumer!);

        await agent.SendAsync(new LinkFrame.Batch(job, 1, false, Texts("a")));
        Assert.Equal(new Appended(AppendOutcome.Accepted, 2), (await agent.ReadAsync<LinkFrame.BatchAck>()).Appended);
        Assert.Equal(["a"], Show((await PullAsync(session, consumer!)).Results));

        await agent.SendAsync(new LinkFrame.Batch(job, 2, true, [Text("b"), Status(job)]));
        Assert.Equal(new Appended(AppendOutcome.Accepted, 3), (await agent.ReadAsync<LinkFrame.BatchAck>()).Appended);
        Assert.Equal(["b", "status", "ALLOW_INPUT"], Show((await PullAsync(session, consumer!)).Results));
    }

    [Fact]
    public async Task Batch_of_another_agents_job_is_unknown()
    {
        await using var agent = Connect();
        await agent.HelloAsync();
        var (session, consumer) = await OpenAsync();
        var job = await StartAsync(session, agent: "another");
        await PullAsync(session, consumer!);

        await agent.SendAsync(new LinkFrame.Batch(job, 1, false, Texts("forged")));

        Assert.Equal(AppendOutcome.Unknown, (await agent.ReadAsync<LinkFrame.BatchAck>()).Appended.Outcome);
        Assert.Empty((await PullAsync(session, consumer!)).Results);
    }

    [Fact]
    public async Task Agent_that_comes_back_is_told_where_each_job_stands()
    {
        var first = Connect();
        await first.HelloAsync();
        var running = await StartAsync((await OpenAsync()).SessionId);
        var ended = await StartAsync((await OpenAsync()).SessionId);
        await AppendAsync(running, 1, Texts("a"));
        await EndAsync(ended);
        await first.DisposeAsync();

        await using var second = Connect();
        var another = await StartAsync((await OpenAsync()).SessionId, agent: "another");
        var welcome = await second.HelloAsync("first", running, ended, another);

        Assert.Equal([new KnownJob(running, 1), new KnownJob(ended, 0, Ended: true), new KnownJob(another, null, Ended: true)], welcome.Jobs);
    }

    [Fact]
    public async Task Results_an_agent_let_go_of_an_ended_job_are_announced()
    {
        await using var agent = Connect();
        await agent.HelloAsync();
        var (session, consumer) = await OpenAsync();
        var job = await StartAsync(session);
        var another = await StartAsync((await OpenAsync()).SessionId, agent: "another");
        await EndAsync(job);
        await PullAsync(session, consumer!);

        await agent.SendAsync(new LinkFrame.Dropped(job, 7, 123));
        var counted = await agent.ReadAsync<LinkFrame.BatchAck>();
        await agent.SendAsync(new LinkFrame.Dropped(another, 1, 1));
        var forged = await agent.ReadAsync<LinkFrame.BatchAck>();
        await Engine.PassAsync(Engine.Leases.Interrupt);
        await Sessions.TakeDueAsync(Cancel);

        Assert.Equal(new Appended(AppendOutcome.Ended, 8), counted.Appended);
        Assert.Equal(AppendOutcome.Unknown, forged.Appended.Outcome);
        Assert.Equal([$"123 results of job {job.JobId} arrived after its end and were dropped."], Show((await PullAsync(session, consumer!)).Results));
    }

    [Fact]
    public async Task Job_let_go_by_its_agent_ends_even_where_the_store_forgot_its_end()
    {
        await using var agent = Connect();
        await agent.HelloAsync();
        var (session, consumer) = await OpenAsync();
        var job = await StartAsync(session);
        await PullAsync(session, consumer!);

        await agent.SendAsync(new LinkFrame.Dropped(job, 7, 123));
        var counted = await agent.ReadAsync<LinkFrame.BatchAck>();

        Assert.Equal(new Appended(AppendOutcome.Ended, 8), counted.Appended);
        Assert.Equal(["The agent agent no longer runs the job.", "ALLOW_INPUT"], Show((await PullAsync(session, consumer!)).Results));
    }

    [Fact]
    public async Task Agent_that_was_restarted_ends_the_jobs_it_ran_but_not_those_yet_to_come()
    {
        var first = Connect();
        await first.HelloAsync();
        var (session, consumer) = await OpenAsync();
        var ran = await StartAsync(session);
        await Sessions.AcceptJobAsync(ran, Cancel);
        var toCome = await StartAsync((await OpenAsync()).SessionId);
        await PullAsync(session, consumer!);
        await first.DisposeAsync();

        await using var second = Connect();
        await second.HelloAsync("second");

        Assert.Equal(["The agent agent no longer runs the job.", "ALLOW_INPUT"], Show((await PullAsync(session, consumer!)).Results));
        Assert.Equal(JobStatus.Ready, (await Sessions.JobAsync(toCome, Cancel))!.Status);
    }

    [Fact]
    public async Task Agent_hears_heartbeats()
    {
        await using var agent = Connect();
        await agent.HelloAsync();

        var heartbeat = await PassUntilAsync(agent.ReadAsync<LinkFrame.Heartbeat>(), Engine.Leases.Heartbeat, "the heartbeat");

        Assert.NotNull(heartbeat);
    }

    [Fact]
    public async Task Targets_that_changed_are_listed()
    {
        await using var agent = Connect();
        await agent.HelloAsync();
        var job = await StartAsync((await OpenAsync()).SessionId);

        await agent.SendAsync(new LinkFrame.Targets([]));
        await agent.SendAsync(new LinkFrame.Batch(job, 1, false, Texts("a")));
        await agent.ReadAsync<LinkFrame.BatchAck>();

        Assert.Empty(await Fleet.TargetsAsync(Cancel));
    }

    [Fact]
    public async Task Target_of_another_agent_is_refused_and_told_until_that_lets_it_go()
    {
        var target = new TargetRecord("app_host-1", "app", "host", 1, ".NET 10.0.0");
        var link = new LinkId("node2", 1);
        await Fleet.RegisterAsync(new AgentRecord { Name = "another", Instance = "x", Version = "1", Host = "host", Targets = [target] }, link, Cancel);
        await using var agent = Connect();

        await agent.HelloAsync();
        var taken = (await agent.ReadAsync<LinkFrame.Taken>()).Now;
        await Fleet.RenewAsync("another", link, [], Cancel);
        await Engine.PassAsync(Engine.Leases.Heartbeat);
        await agent.SendAsync(new LinkFrame.Heartbeat());
        var free = (await agent.ReadAsync<LinkFrame.Taken>()).Now;

        Assert.Equal([new TakenTarget("app_host-1", "another")], taken);
        Assert.Empty(free);
        Assert.Equal("agent", Assert.Single(await Fleet.TargetsAsync(Cancel)).Agent);
    }

    /// <summary>The agent cuts its link at random and sends again from where each welcome says, whatever it had sent before.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Link_that_breaks_at_random_delivers_everything_once_and_in_order(int seed)
    {
        const int Last = 60;
        var random = new Random(seed);
        var (session, consumer) = await OpenAsync();
        var job = await StartAsync(session, agent: "agent");
        await PullAsync(session, consumer!);

        while ((await Sessions.JobAsync(job, Cancel))!.Status != JobStatus.Terminated)
        {
            await using var agent = Connect();
            var next = (await agent.HelloAsync("first", job)).Jobs[0].LastBatch!.Value + 1;
            var until = Math.Min(next + random.Next(1, 20), Last);
            for (var batch = next; batch <= until; batch++)
            {
                Result[] results = batch == Last ? [Text($"{batch}"), Status(job)] : [Text($"{batch}")];
                await agent.SendAsync(new LinkFrame.Batch(job, batch, batch == Last, results));
            }

            // Some links live until everything is acknowledged, others end with batches on their way.
            for (var ack = random.Next((int)(until - next) + 2); ack > 0; ack--)
            {
                await agent.ReadAsync<LinkFrame.BatchAck>();
            }
        }

        string[] expected = [.. Enumerable.Range(1, Last).Select(n => $"{n}"), "status", "ALLOW_INPUT"];
        Assert.Equal(expected, Show((await PullAsync(session, consumer!)).Results));
    }

    [Fact]
    public async Task Batch_that_finds_the_engine_away_is_acknowledged_once_it_is_back()
    {
        var (session, consumer) = await OpenAsync();
        var job = await StartAsync(session);
        await PullAsync(session, consumer!);
        await using var agent = Connect(sessions: FailingSessions.Create(Sessions, nameof(ISessions.AppendAsync), times: 3));
        await agent.HelloAsync();

        await agent.SendAsync(new LinkFrame.Batch(job, 1, false, Texts("a")));
        var ack = await PassUntilAsync(agent.ReadAsync<LinkFrame.BatchAck>(), TimeSpan.FromMilliseconds(100), "the acknowledgement");

        Assert.Equal(new Appended(AppendOutcome.Accepted, 2), ack.Appended);
        Assert.Equal(["a"], Show((await PullAsync(session, consumer!)).Results));
    }

    private async Task PostRunAsync(JobKey job) =>
        Assert.True(await Fleet.PostAsync("agent", new InboxMessage.Run(job, "t", ["watch"], TimeSpan.FromHours(1)), Cancel));

    private TestAgent Connect(string? token = null, ISessions? sessions = null)
    {
        sessions ??= Sessions;
        _host ??= new LinkHost(
            sessions, Fleet, new JobStopper(sessions, Fleet, Options.Create(Engine.Leases)),
            Options.Create(new LinkOptions { Node = "node1" }), Options.Create(Engine.Leases), Engine.Time, NullLogger<LinkHost>.Instance);
        var (agent, hub) = LinkPair.Create();
        return new TestAgent(new LinkConnection(agent), _host.ServeAsync(hub, token, Cancel));
    }

    private LinkHost? _host;

    private sealed class TestAgent(LinkConnection connection, Task served) : IAsyncDisposable
    {
        private readonly IAsyncEnumerator<LinkFrame> _frames = connection.ReadAllAsync(Cancel).GetAsyncEnumerator(Cancel);

        public Task Served => served;

        public Task SendAsync(LinkFrame frame) => connection.SendAsync(frame, Cancel);

        public async Task<LinkFrame.Welcome> HelloAsync(string instance = "first", params JobKey[] running)
        {
            var agent = new AgentRecord
            {
                Name = "agent",
                Instance = instance,
                Version = "1",
                Host = "host",
                Targets = [new TargetRecord("app_host-1", "app", "host", 1, ".NET 10.0.0")],
            };
            await SendAsync(new LinkFrame.Hello(agent, "guess", [.. running.Select(j => new RunningJob(j, 0))]));
            return await ReadAsync<LinkFrame.Welcome>();
        }

        /// <summary>The next frame of this kind; others are passed over.</summary>
        public async Task<T> ReadAsync<T>()
            where T : LinkFrame
        {
            while (await InTimeAsync(_frames.MoveNextAsync().AsTask(), $"a {typeof(T).Name}"))
            {
                if (_frames.Current is T frame)
                {
                    return frame;
                }
            }

            throw new EndOfStreamException($"the link ended before a {typeof(T).Name}");
        }

        public async ValueTask DisposeAsync()
        {
            await connection.DisposeAsync();
            await InTimeAsync(served.ContinueWith(_ => true, TaskScheduler.Default), "the end of the link");
        }
    }
}
