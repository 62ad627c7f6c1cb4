using Arthas.Conformance.Clusters;
using Arthas.Contracts.Cluster;
using Arthas.Contracts.CommandLine;
using Arthas.Silo.Fleet;
using Arthas.Silo.Sessions;

namespace Arthas.Conformance.Suites;

public abstract class FleetTests(TestCluster cluster) : Suite(cluster)
{
    private readonly string _second = $"second-{Guid.NewGuid():N}";

    public override ValueTask InitializeAsync()
    {
        var ready = base.InitializeAsync();
        Leases.Link = 3 * Minute;
        Leases.Agent = 60 * Minute;
        return ready;
    }

    [Fact]
    public async Task Register_lists_the_agent_and_its_targets_as_ready_at_every_node()
    {
        var agent = await AgentAsync();

        foreach (var node in Hubs)
        {
            Assert.Equal(AgentName, (await node.Fleet.AgentAsync(AgentName, Cancel))?.Name);
            var target = await node.Fleet.TargetAsync(agent.Targets[0].Id, Cancel);
            Assert.Equal((agent.Targets[0], AgentName, "ready"), (target!.Target, target.Agent, target.State));
            Assert.Contains(target, await node.Fleet.TargetsAsync(Cancel));
            Assert.Null(await node.Fleet.TargetAsync("shop_web01-8", Cancel));
            Assert.Null(await node.Fleet.AgentAsync("nobody", Cancel));
        }
    }

    [Fact]
    public async Task Catalogue_that_one_node_was_shown_is_found_by_the_others()
    {
        var hash = Guid.NewGuid().ToString("N");
        Assert.Null(await Hubs[^1].Fleet.CatalogueAsync(hash, Cancel));
        await Hubs[0].Fleet.AddCatalogueAsync(hash, [new CommandSpec { Name = "watch", Summary = "s", Role = Role.Change }], Cancel);

        foreach (var node in Hubs)
        {
            var spec = Assert.Single((await node.Fleet.CatalogueAsync(hash, Cancel))!);
            Assert.Equal(("watch", Role.Change), (spec.Name, spec.Role));
        }
    }

    [Fact]
    public async Task Register_another_instance_while_the_link_is_up_is_refused()
    {
        var first = await AgentAsync();
        var second = new FleetAgent(AgentName, () => Node) { Instance = "second" };

        Assert.True((await second.RegisterAsync()).IsTaken);

        Assert.True((await first.RenewAsync()).IsMine);
        Assert.False((await second.RenewAsync()).IsMine);
    }

    [Fact]
    public async Task Register_another_instance_once_the_first_is_away_replaces_it()
    {
        var first = await AgentAsync();
        await first.AwayAsync();
        var second = new FleetAgent(AgentName, () => Node) { Instance = "second" };

        Assert.False((await second.RegisterAsync()).IsTaken);

        Assert.False((await first.RenewAsync()).IsMine);
        foreach (var node in Hubs)
        {
            Assert.Equal("second", (await node.Fleet.AgentAsync(AgentName, Cancel))!.Instance);
        }
    }

    [Fact]
    public async Task Register_the_same_instance_on_another_link_supersedes_the_first()
    {
        var agent = await AgentAsync();
        var before = agent.Link;
        agent.OnAnotherLink();

        Assert.False((await agent.RegisterAsync()).IsTaken);
        await agent.AwayAsync(before);

        Assert.False((await agent.RenewAsync(new Renewal { Link = before })).IsMine);
        Assert.True((await agent.RenewAsync()).IsMine);
        Assert.Equal("ready", await StateAsync(agent));
    }

    [Fact]
    public async Task Renew_with_targets_replaces_them()
    {
        var agent = await AgentAsync();
        TargetRecord other = new($"shop_{AgentName}-9", "shop", AgentName, 9, ".NET 10.0.0");

        await agent.RenewAsync([other]);

        Assert.Equal([other], (await TargetsOfAsync(AgentName)).Select(target => target.Target));
    }

    [Fact]
    public async Task Target_of_another_agent_is_not_taken_from_it()
    {
        var first = await AgentAsync();
        TargetRecord own = new($"shop_{_second}-8", "shop", _second, 8, ".NET 10.0.0");
        var second = new FleetAgent(_second, () => Node) { Targets = [first.Targets[0], own] };

        var registered = await second.RegisterAsync();
        Assert.Equal([new TakenBy(first.Targets[0].Id, AgentName)], registered.Taken);
        Assert.Equal([own], (await TargetsOfAsync(_second)).Select(target => target.Target));
        await second.RenewAsync([first.Targets[0]]);

        Assert.Empty(await TargetsOfAsync(_second));
        Assert.Equal(first.Targets, (await TargetsOfAsync(AgentName)).Select(target => target.Target));
        Assert.Equal(AgentName, (await Node.Fleet.TargetAsync(first.Targets[0].Id, Cancel))!.Agent);
    }

    [Fact]
    public async Task Target_that_its_agent_lists_no_more_is_another_ones()
    {
        var first = await AgentAsync();
        var second = new FleetAgent(_second, () => Node) { Targets = first.Targets };
        await second.RegisterAsync();

        await first.RenewAsync([]);
        var renewed = await second.RenewAsync();

        Assert.Empty(renewed.Taken!);
        Assert.Equal(_second, (await Node.Fleet.TargetAsync(first.Targets[0].Id, Cancel))!.Agent);
    }

    [Fact]
    public async Task Target_of_an_agent_that_is_lost_is_another_ones()
    {
        var first = await AgentAsync();
        await first.AwayAsync();
        var second = new FleetAgent(_second, () => Node) { Targets = first.Targets };
        await second.RegisterAsync();
        Assert.Equal(AgentName, (await Node.Fleet.TargetAsync(first.Targets[0].Id, Cancel))!.Agent);

        await PassAsync(Leases.Link + Minute);
        await PassUntilAsync(TimeSpan.FromSeconds(30), async () => await Node.Fleet.AgentAsync(_second, Cancel), static listing => listing is { IsAway: true }, "the second agent's silence");
        await PassAsync(Leases.Agent);
        // Both: nobody heard of either.
        await LostAsync(AgentName);
        await LostAsync(_second);
        second.OnAnotherLink();
        await second.RegisterAsync();

        Assert.Equal(_second, (await Node.Fleet.TargetAsync(first.Targets[0].Id, Cancel))!.Agent);
    }

    [Fact]
    public async Task Away_agent_keeps_its_targets_listed_as_away_and_is_told_later()
    {
        var agent = await AgentAsync();

        await agent.AwayAsync();

        Assert.Equal("away", await StateAsync(agent));
        Assert.True(await agent.PostAsync(AgentMessage.ToStop(new JobKey(SessionId.New(), 1))));
    }

    [Fact]
    public async Task Silent_agent_is_away_even_when_its_node_says_nothing()
    {
        var agent = await AgentAsync();
        await PassAsync(Leases.Link - Minute);
        Assert.Equal("ready", await StateAsync(agent));

        await PassAsync(2 * Minute);

        await BecomesAsync(agent, "away");
        Assert.False((await new FleetAgent(AgentName, () => Node) { Instance = "second" }.RegisterAsync()).IsTaken);
    }

    [Fact]
    public async Task Silent_agent_that_renews_is_back()
    {
        var agent = await AgentAsync();
        await PassAsync(Leases.Link + Minute);
        await BecomesAsync(agent, "away");

        Assert.True((await agent.RenewAsync()).IsMine);

        Assert.Equal("ready", await StateAsync(agent));
    }

    [Fact]
    public async Task Agent_that_renews_in_time_is_never_away()
    {
        var agent = await AgentAsync();

        for (var i = 0; i < 5; i++)
        {
            await PassAsync(Leases.Link - Minute);
            Assert.True((await agent.RenewAsync()).IsMine);
            Assert.Equal("ready", await StateAsync(agent));
        }
    }

    [Fact]
    public async Task Lost_agent_is_listed_no_more_and_its_jobs_end_with_a_status_that_says_so()
    {
        var (session, consumer) = await OpenAsync();
        var job = await RunAsync(session);
        var agent = await AgentAsync();
        await PullAsync(session, consumer);
        await agent.AwayAsync();
        await PassAsync(Leases.Agent - Minute);
        Assert.Equal("away", await StateAsync(agent));
        Assert.Empty((await PullAsync(session, consumer)).Results);

        await PassAsync(2 * Minute);

        await LostAsync(AgentName);
        Assert.Equal([$"The agent {AgentName} was lost, its job was ended.", "ALLOW_INPUT"], await PullUntilAsync(session, consumer, "ALLOW_INPUT"));
        Assert.Equal(AppendOutcome.Ended, (await TryAppendAsync(job, 1, Texts("a"))).Outcome);
        Assert.False(await agent.PostAsync(AgentMessage.ToStop(job)));
        Assert.False((await agent.RenewAsync()).IsMine);
    }

    [Fact]
    public async Task Lost_agent_that_comes_back_is_a_new_one()
    {
        var agent = await AgentAsync();
        await agent.AwayAsync();
        await PassAsync(Leases.Agent + Minute);
        await LostAsync(AgentName);

        agent.OnAnotherLink();
        Assert.False((await agent.RegisterAsync()).IsTaken);

        Assert.Equal("ready", await StateAsync(agent));
        await PassAsync(Leases.Link - Minute);
        Assert.True((await agent.RenewAsync()).IsMine);
        Assert.True(await agent.PostAsync(AgentMessage.ToStop(new JobKey(SessionId.New(), 1))));
    }

    [Fact]
    public async Task Restarted_agent_ends_the_jobs_that_it_runs_no_more_but_not_those_yet_to_come()
    {
        var (session, consumer) = await OpenAsync();
        var ran = await RunAsync(session);
        var agent = await AgentAsync();
        var run = Assert.Single((await agent.RenewAsync()).Letters);
        await agent.RenewAsync(acknowledged: run.Number, received: run.Number);
        var (other, _) = await OpenAsync();
        await PullAsync(session, consumer);
        await agent.AwayAsync();
        var toCome = await StartAsync(other);
        agent.OnAnotherLink();
        agent.Instance = "second";

        Assert.False((await agent.RegisterAsync()).IsTaken);

        Assert.Equal([$"The agent {AgentName} no longer runs the job.", "ALLOW_INPUT"], await PullUntilAsync(session, consumer, "ALLOW_INPUT"));
        Assert.Equal(JobStatus.Terminated, (await Sessions.JobAsync(ran, Cancel))!.Status);
        Assert.Equal(JobStatus.Ready, (await Sessions.JobAsync(toCome, Cancel))!.Status);
        Assert.Contains(await agent.LettersAsync(), letter => letter.Job == toCome);
    }

    [Fact]
    public async Task Agent_that_comes_back_with_its_jobs_ends_none()
    {
        var (session, consumer) = await OpenAsync();
        var job = await RunAsync(session);
        var agent = await AgentAsync();
        await agent.LettersAsync();
        await PullAsync(session, consumer);
        await agent.AwayAsync();
        agent.OnAnotherLink();

        await agent.RegisterAsync(job);

        Assert.Empty((await PullAsync(session, consumer)).Results);
        await AppendAsync(job, 1, Texts("a"));
    }

    private async Task<TargetState[]> TargetsOfAsync(string agent) => [.. (await Node.Fleet.TargetsAsync(Cancel)).Where(target => target.Agent == agent)];

    private async Task<string?> StateAsync(FleetAgent agent) => (await Node.Fleet.TargetAsync(agent.Targets[0].Id, Cancel))?.State;

    private async Task BecomesAsync(FleetAgent agent, string state)
    {
        foreach (var node in Hubs)
        {
            await PassUntilAsync(
                TimeSpan.FromSeconds(30), async () => (await node.Fleet.TargetAsync(agent.Targets[0].Id, Cancel))?.State, seen => seen == state, $"target {state}");
        }
    }

    private async Task LostAsync(string agent)
    {
        foreach (var node in Hubs)
        {
            await PassUntilAsync(Leases.Agent / 4, async () => await node.Fleet.AgentAsync(agent, Cancel), static listing => listing is null, "the loss of the agent");
        }
    }
}
