using Arthas.Conformance.Clusters;
using Arthas.Contracts.Cluster;
using Arthas.Contracts.Links;
using Arthas.Silo.Fleet;
using Arthas.Silo.Sessions;

namespace Arthas.Conformance.Suites;

/// <summary>The hub's end of a link, with the test as the agent at the other end.</summary>
public abstract partial class LinkTests(TestCluster cluster) : Suite(cluster)
{
    public override ValueTask InitializeAsync()
    {
        var ready = base.InitializeAsync();
        // The longest that a timer of the system takes.
        Leases.Link = TimeSpan.FromDays(40);
        return ready;
    }

    [Fact]
    public async Task Hello_registers_and_is_welcomed()
    {
        await using var agent = Connect();

        var welcome = await agent.HelloAsync();

        Assert.Null(welcome.Refused);
        Assert.Equal("ready", await StateAsync(agent));
    }

    [Fact]
    public async Task Hello_with_a_wrong_token_is_refused()
    {
        await using var agent = Connect(token: "secret");

        var welcome = await agent.HelloAsync();

        Assert.Equal("the token is wrong: give it the --Agent:Token of the hub nodes", welcome.Refused);
        Assert.Null(await Node.Fleet.AgentAsync(AgentName, Cancel));
    }

    [Fact]
    public async Task Hello_with_the_right_token_is_welcomed()
    {
        await using var agent = Connect(token: "guess");

        Assert.Null((await agent.HelloAsync()).Refused);
    }

    [Fact]
    public async Task Hello_of_a_name_that_is_taken_is_refused()
    {
        await using var first = Connect();
        await first.HelloAsync();
        await using var second = Connect();

        var welcome = await second.HelloAsync("second");

        Assert.Equal($"another agent is called {AgentName}: give one of them another --Agent:Name", welcome.Refused);
    }

    [Fact]
    public async Task Link_that_ends_leaves_the_agent_away()
    {
        var agent = Connect();
        await agent.HelloAsync();

        await agent.DisposeAsync();

        Assert.Equal("away", await StateAsync(agent));
    }

    [Fact]
    public async Task Link_that_is_silent_is_dead_after_its_lease()
    {
        Leases.Link = 5 * Minute;
        await using var agent = Connect();
        await agent.HelloAsync();

        await PassUntilAsync(Minute, () => Task.FromResult(agent.Served.IsCompleted), static ended => ended, "the end of the link");

        Assert.Equal("away", await StateAsync(agent));
    }

    [Fact]
    public async Task Link_that_the_agent_left_for_another_node_is_closed()
    {
        await using var first = Connect(Hubs[0]);
        await first.HelloAsync();
        await using var second = Connect(Hubs[^1]);
        await second.HelloAsync();

        await PassUntilAsync(Leases.Heartbeat, () => Task.FromResult(first.Served.IsCompleted), static ended => ended, "the end of the first link");

        Assert.Equal("ready", await StateAsync(second));
    }

    [Fact]
    public async Task Agent_hears_heartbeats()
    {
        await using var agent = Connect();
        await agent.HelloAsync();

        var heartbeat = agent.ReadAsync<LinkFrame.Heartbeat>();
        await PassUntilAsync(Leases.Heartbeat, () => Task.FromResult(heartbeat.IsCompleted), static came => came, "the heartbeat");

        Assert.NotNull(await heartbeat);
    }

    [Fact]
    public async Task Targets_that_changed_are_listed_without_waiting_for_a_heartbeat()
    {
        Leases.Heartbeat = TimeSpan.FromHours(1);
        await using var agent = Connect();
        await agent.HelloAsync();
        TargetRecord other = new($"app_{AgentName}-2", "app", AgentName, 2, ".NET 10.0.0");

        await agent.SendAsync(new LinkFrame.Targets([other]));

        foreach (var node in Hubs)
        {
            await EventuallyAsync(async () => await node.Fleet.TargetAsync(other.Id, Cancel), static target => target is not null, "the new target");
            Assert.Null(await node.Fleet.TargetAsync(agent.Target.Id, Cancel));
        }
    }

    [Fact]
    public async Task Target_of_another_agent_is_refused_and_told_until_that_lets_it_go()
    {
        var other = await AgentAsync($"another-{AgentName}");
        await using var agent = Connect(target: other.Targets[0]);

        await agent.HelloAsync();
        var taken = (await agent.ReadAsync<LinkFrame.Taken>()).Now;
        await other.RenewAsync([]);
        var freed = agent.ReadAsync<LinkFrame.Taken>();
        await PassUntilAsync(Leases.Heartbeat, () => Task.FromResult(freed.IsCompleted), static came => came, "the target's freedom");

        Assert.Equal([new TakenTarget(other.Targets[0].Id, other.Name)], taken);
        Assert.Empty((await freed).Now);
        Assert.Equal(AgentName, (await Node.Fleet.TargetAsync(other.Targets[0].Id, Cancel))!.Agent);
    }

    [Fact]
    public async Task Who_works_on_a_target_that_a_job_took_leave_of_is_told()
    {
        await using var agent = Connect();
        await agent.HelloAsync();
        var target = agent.Target.Id;
        var (session, consumer) = await Sessions.OpenAsync(new NewSession { TargetId = target }, Cancel);
        var (stopping, _) = await OpenAsync();
        var job = await StartForLinkAsync(stopping);

        await agent.SendAsync(new LinkFrame.Batch(job, 1, true, [Status(job)]) { Detached = target });
        await agent.ReadAsync<LinkFrame.BatchAck>();

        Assert.Equal(["ALLOW_INPUT", "arthas server is going to shutdown."], await PullUntilAsync(session, consumer, "arthas server is going to shutdown."));
        await Sessions.CloseAsync(session, Cancel);
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
        var begin = Connect();
        await begin.HelloAsync();
        var job = await StartForLinkAsync(session);
        await begin.DisposeAsync();
        await PullAsync(session, consumer);

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
            if (random.Next(2) == 0)
            {
                while ((await agent.ReadAsync<LinkFrame.BatchAck>()).Appended.Expected <= until)
                {
                }
            }
        }

        string[] expected = [.. Enumerable.Range(1, Last).Select(n => $"{n}"), "status", "ALLOW_INPUT"];
        Assert.Equal(expected, Show((await PullAsync(session, consumer)).Results));
    }

    private async Task<string?> StateAsync(LinkedAgent agent) => (await Node.Fleet.TargetAsync(agent.Target.Id, Cancel))?.State;

    private LinkedAgent Connect(TestNode? node = null, string? token = null, TargetRecord? target = null)
    {
        var (agent, hub) = LinkPair.Create();
        var served = (node ?? Node).Links.ServeAsync(hub, token, Cancel);
        return target is null
            ? new LinkedAgent(AgentName, new LinkConnection(agent), served)
            : new LinkedAgent(AgentName, new LinkConnection(agent), served) { Target = target };
    }
}
