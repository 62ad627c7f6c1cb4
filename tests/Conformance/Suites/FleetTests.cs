using Arthas.Conformance.Engines;
using Arthas.Contracts.Cluster;
using Arthas.Contracts.CommandLine;

namespace Arthas.Conformance.Suites;

public abstract class FleetTests<TEngine> : Suite<TEngine>
    where TEngine : Engine, new()
{
    private static readonly LinkId FirstLink = new("node1", 1);
    private static readonly LinkId SecondLink = new("node2", 1);

    [Fact]
    public async Task Register_lists_the_agent_and_its_targets_as_ready()
    {
        await RegisterAsync();

        Assert.Equal("web01", Assert.Single(await Engine.Other.Fleet.AgentsAsync(Cancel)).Name);
        var target = Assert.Single(await Engine.Other.Fleet.TargetsAsync(Cancel));
        Assert.Equal(("shop_web01-7", 700, "web01", "ready"), (target.Target.Id, target.Target.StartTime, target.Agent, target.State));
        Assert.Equal(target, await Fleet.TargetAsync("shop_web01-7", Cancel));
        Assert.Null(await Fleet.TargetAsync("shop_web01-8", Cancel));
    }

    [Fact]
    public async Task Agent_by_name_has_its_catalogue()
    {
        var spec = new CommandSpec { Name = "watch", Summary = "s", Role = Role.Change };
        await Fleet.RegisterAsync(Agent() with { Catalogue = [spec] }, FirstLink, Cancel);

        var agent = await Engine.Other.Fleet.AgentAsync("web01", Cancel);

        Assert.Equal(("watch", Role.Change), (agent!.Catalogue[0].Name, agent.Catalogue[0].Role));
        Assert.Equal("shop_web01-7", Assert.Single(agent.Targets).Id);
        Assert.Null(await Fleet.AgentAsync("web02", Cancel));
    }

    [Fact]
    public async Task Register_another_instance_while_the_link_is_up_is_refused()
    {
        await RegisterAsync();

        Assert.Equal(RegisterOutcome.DuplicateName, await Fleet.RegisterAsync(Agent("second"), SecondLink, Cancel));
        Assert.True(await Fleet.RenewAsync("web01", FirstLink, null, Cancel));
    }

    [Fact]
    public async Task Register_another_instance_once_the_first_is_away_replaces_it()
    {
        await RegisterAsync();
        await Fleet.AwayAsync("web01", FirstLink, Cancel);

        Assert.Equal(RegisterOutcome.Registered, await Fleet.RegisterAsync(Agent("second"), SecondLink, Cancel));

        Assert.Equal("second", Assert.Single(await Fleet.AgentsAsync(Cancel)).Instance);
    }

    [Fact]
    public async Task Register_the_same_instance_on_another_link_supersedes_the_first()
    {
        await RegisterAsync();

        Assert.Equal(RegisterOutcome.Registered, await Fleet.RegisterAsync(Agent(), SecondLink, Cancel));
        await Fleet.AwayAsync("web01", FirstLink, Cancel);

        Assert.False(await Fleet.RenewAsync("web01", FirstLink, null, Cancel));
        Assert.True(await Fleet.RenewAsync("web01", SecondLink, null, Cancel));
        Assert.Equal("ready", Assert.Single(await Fleet.TargetsAsync(Cancel)).State);
    }

    [Fact]
    public async Task Renew_with_targets_replaces_them()
    {
        await RegisterAsync();

        await Fleet.RenewAsync("web01", FirstLink, [new TargetRecord("shop_web01-9", "shop", "web01", 9, ".NET 10.0.0")], Cancel);

        Assert.Equal("shop_web01-9", Assert.Single(await Fleet.TargetsAsync(Cancel)).Target.Id);
    }

    [Fact]
    public async Task Target_of_another_agent_is_not_taken_from_it()
    {
        await RegisterAsync();

        await Fleet.RegisterAsync(Agent() with { Name = "web02", Targets = [Agent().Targets[0], new TargetRecord("shop_web01-8", "shop", "web01", 8, ".NET 10.0.0")] }, SecondLink, Cancel);
        Assert.True(await Fleet.RenewAsync("web02", SecondLink, [Agent().Targets[0]], Cancel));

        Assert.Equal("web01", Assert.Single(await Fleet.TargetsAsync(Cancel)).Agent);
        Assert.Equal("web01", (await Fleet.TargetAsync("shop_web01-7", Cancel))!.Agent);
        Assert.Empty((await Fleet.AgentAsync("web02", Cancel))!.Targets);
        Assert.Single((await Fleet.AgentAsync("web01", Cancel))!.Targets);
    }

    [Fact]
    public async Task Target_that_its_agent_lists_no_more_is_another_ones()
    {
        await RegisterAsync();
        await Fleet.RegisterAsync(Agent() with { Name = "web02" }, SecondLink, Cancel);

        await Fleet.RenewAsync("web01", FirstLink, [], Cancel);
        await Fleet.RenewAsync("web02", SecondLink, Agent().Targets, Cancel);

        Assert.Equal("web02", Assert.Single(await Fleet.TargetsAsync(Cancel)).Agent);
    }

    [Fact]
    public async Task Target_of_an_agent_that_is_lost_is_another_ones()
    {
        await RegisterAsync();
        await Fleet.AwayAsync("web01", FirstLink, Cancel);
        await Engine.PassAsync(Engine.Leases.Agent / 2);
        await Fleet.RegisterAsync(Agent() with { Name = "web02" }, SecondLink, Cancel);
        Assert.Equal("web01", Assert.Single(await Fleet.TargetsAsync(Cancel)).Agent);

        await Engine.PassAsync(Engine.Leases.Agent / 2);
        await Fleet.RenewAsync("web02", SecondLink, Agent().Targets, Cancel);

        Assert.Equal("web02", Assert.Single(await Fleet.TargetsAsync(Cancel)).Agent);
        await Fleet.TakeLostAsync(Cancel);
        await Fleet.ForgetAsync("web01", Cancel);
        Assert.Equal("web02", (await Engine.Other.Fleet.TargetAsync("shop_web01-7", Cancel))?.Agent);
    }

    [Fact]
    public async Task Away_agent_keeps_its_targets_listed_as_away()
    {
        await RegisterAsync();

        await Fleet.AwayAsync("web01", FirstLink, Cancel);

        Assert.Equal("away", Assert.Single(await Fleet.TargetsAsync(Cancel)).State);
        Assert.True(await Fleet.PostAsync("web01", new InboxMessage.Stop(new JobKey("s", 1)), Cancel));
    }

    [Fact]
    public async Task Silent_agent_is_away_even_when_its_node_says_nothing()
    {
        await RegisterAsync();

        await Engine.PassAsync(Engine.Leases.Link);

        Assert.Equal("away", Assert.Single(await Fleet.TargetsAsync(Cancel)).State);
        Assert.Equal(RegisterOutcome.Registered, await Fleet.RegisterAsync(Agent("second"), SecondLink, Cancel));
    }

    [Fact]
    public async Task Silent_agent_that_renews_is_back()
    {
        await RegisterAsync();
        await Engine.PassAsync(Engine.Leases.Link);

        Assert.True(await Fleet.RenewAsync("web01", FirstLink, null, Cancel));

        Assert.Equal("ready", Assert.Single(await Fleet.TargetsAsync(Cancel)).State);
    }

    [Fact]
    public async Task Lost_agent_is_taken_once_and_again_until_it_is_forgotten()
    {
        await RegisterAsync();
        await Fleet.AwayAsync("web01", FirstLink, Cancel);
        await Engine.PassAsync(Engine.Leases.Agent - TimeSpan.FromSeconds(1));
        Assert.Empty(await Fleet.TakeLostAsync(Cancel));

        await Engine.PassAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(["web01"], await Fleet.TakeLostAsync(Cancel));
        Assert.Empty(await Engine.Other.Fleet.TakeLostAsync(Cancel));
        Assert.Empty(await Fleet.AgentsAsync(Cancel));
        Assert.Empty(await Fleet.TargetsAsync(Cancel));
        Assert.False(await Fleet.PostAsync("web01", new InboxMessage.Stop(new JobKey("s", 1)), Cancel));

        await Engine.PassAsync(Engine.Leases.Taken);
        Assert.Equal(["web01"], await Engine.Other.Fleet.TakeLostAsync(Cancel));
        await Fleet.ForgetAsync("web01", Cancel);
        await Engine.PassAsync(Engine.Leases.Taken);
        Assert.Empty(await Fleet.TakeLostAsync(Cancel));
    }

    [Fact]
    public async Task Lost_agent_that_came_back_is_not_forgotten()
    {
        await RegisterAsync();
        await Engine.PassAsync(Engine.Leases.Agent);
        Assert.Equal(["web01"], await Fleet.TakeLostAsync(Cancel));
        await Fleet.RegisterAsync(Agent(), SecondLink, Cancel);

        await Fleet.ForgetAsync("web01", Cancel);

        Assert.Single(await Fleet.AgentsAsync(Cancel));
    }

    private async Task RegisterAsync() =>
        Assert.Equal(RegisterOutcome.Registered, await Fleet.RegisterAsync(Agent(), FirstLink, Cancel));

    private static AgentRecord Agent(string instance = "first") => new()
    {
        Name = "web01",
        Instance = instance,
        Version = "1",
        Host = "web01",
        Targets = [new TargetRecord("shop_web01-7", "shop", "web01", 7, ".NET 10.0.0", StartTime: 700)],
    };
}
