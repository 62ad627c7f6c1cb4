using Arthas.EndToEnd.Running;

namespace Arthas.EndToEnd.Cluster;

/// <summary>What an agent may not do is refused, logged by the node, and told on the agent's standard error.</summary>
[Collection("cluster")]
public sealed class AgentRefusalTests
{
    [Fact]
    public async Task Wrong_token_is_refused_and_told()
    {
        await using var cluster = await Running.Cluster.StartAsync(new ClusterPlan { Rate = 1, Nodes = 1 });

        var agent = await cluster.StartAgentAsync("refused this agent", "--Agent:Name", "web02", "--Agent:Token", "a guess");

        const string Reason = "the token is wrong: give it the --Agent:Token of the hub nodes";
        await agent.LineAsync(line => line.Contains($"refused this agent: {Reason}", StringComparison.Ordinal), "the refusal");
        await cluster.Nodes[0].Process.LineAsync(line => line.Contains($"Agent web02 was refused: {Reason}", StringComparison.Ordinal), "the refusal");
        Assert.DoesNotContain(agent.Lines, line => line.Contains("Linked to", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Name_of_another_agent_is_refused_and_told()
    {
        await using var cluster = await Running.Cluster.StartAsync(new ClusterPlan { Rate = 1 });

        var agent = await cluster.StartAgentAsync("refused this agent");

        const string Reason = "another agent is called web01: give one of them another --Agent:Name";
        await agent.LineAsync(line => line.Contains($"refused this agent: {Reason}", StringComparison.Ordinal), "the refusal");
        Assert.Contains(cluster.Nodes, node => node.Process.Lines.Any(line => line.Contains($"Agent web01 was refused: {Reason}", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Target_of_another_agent_is_refused_and_told_until_that_agent_has_gone()
    {
        await using var cluster = await Running.Cluster.StartAsync(ClusterPlan.ShortLeases with { Rate = 10 });
        var target = $"Counter_{Environment.MachineName}-{cluster.Counter.Id}";

        var agent = await cluster.StartAgentAsync("Linked to", "--Agent:Name", "web02");
        await agent.LineAsync($"The target {target} is agent web01's and not offered by this one");
        Assert.Contains(cluster.Nodes, node => node.Process.Lines.Any(line => line.Contains($"Agent web02 was refused target {target}: it is agent web01's", StringComparison.Ordinal)));
        Assert.Equal("watch", (await cluster.Nodes[0].Hub.Api.ResultsAsync("watch demo.Counter next params[0] -n 1"))[1].Text("type"));
        await cluster.Agent.KillAsync();
        await agent.LineAsync("No target is another agent's any more");

        Assert.Equal("watch", (await cluster.Nodes[0].Hub.Api.ResultsAsync("watch demo.Counter next params[0] -n 1"))[1].Text("type"));
    }

    [Fact]
    public async Task Probe_of_another_agent_is_refused_by_name()
    {
        await using var cluster = await Running.Cluster.StartAsync(new ClusterPlan { Rate = 10, Nodes = 1 });
        await using var stranger = await HubProcess.StartForAsync(cluster.Counter, "--Agent:Name", "stranger");
        await cluster.Nodes[0].Hub.Api.ResultsAsync("sysprop");

        var status = (await stranger.Api.ResultsAsync("sysprop")).One("status");

        Assert.Equal(-1, status.GetProperty("statusCode").GetInt32());
        Assert.Contains($"the target's probe belongs to agent web01 (pid {cluster.Agent.Id}): use that one, or end it", status.Text("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hub_without_a_token_takes_no_agents_and_says_so()
    {
        await using var hub = await HubProcess.StartAsync("--Agent:Embedded", "false");

        await using var agent = RunningProcess.Start(Built.Agent, ["--Agent:Hub", hub.Api.Address.GetLeftPart(UriPartial.Authority), "--Agent:Token", "x"]);

        await agent.LineAsync("refused this agent: it takes no agents: start it with --Agent:Token");
    }
}
