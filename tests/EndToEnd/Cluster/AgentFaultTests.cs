using Arthas.EndToEnd.Running;

namespace Arthas.EndToEnd.Cluster;

/// <summary>The agent dies, stops, or is cut off, and so does its target. Its lease is three seconds here.</summary>
[Collection("cluster")]
public sealed class AgentFaultTests
{
    [Fact]
    public async Task Killed_agent_ends_its_job_and_leaves_the_target_clean()
    {
        await using var cluster = await Running.Cluster.StartAsync(ClusterPlan.ShortLeases);
        var client = await CountingClient.StartAsync(cluster);

        await cluster.Agent.KillAsync();
        var status = await client.StatusAsync();

        Assert.Equal(-1, status.GetProperty("statusCode").GetInt32());
        Assert.Equal("The agent web01 was lost, its job was ended.", status.Text("message"));
        await cluster.RestartAgentAsync();
        await cluster.IsCleanAsync();
    }

    [Fact]
    public async Task Restarted_agent_ends_the_jobs_that_it_no_longer_runs()
    {
        await using var cluster = await Running.Cluster.StartAsync();
        var client = await CountingClient.StartAsync(cluster);

        await cluster.Agent.KillAsync();
        await cluster.RestartAgentAsync();
        var status = await client.StatusAsync();

        Assert.Equal(-1, status.GetProperty("statusCode").GetInt32());
        Assert.Equal("The agent web01 no longer runs the job.", status.Text("message"));
        await cluster.IsCleanAsync();
    }

    [Fact]
    public async Task Ended_agent_says_so_in_the_status()
    {
        await using var cluster = await Running.Cluster.StartAsync();
        var client = await CountingClient.StartAsync(cluster);

        cluster.Agent.Interrupt();
        var status = await client.StatusAsync();
        await cluster.Agent.ExitAsync();

        Assert.Equal((-1, "the agent was stopped"), (status.GetProperty("statusCode").GetInt32(), status.Text("message")));
        await cluster.RestartAgentAsync();
        await cluster.IsCleanAsync();
    }

    [Fact]
    public async Task Agent_stopped_for_less_than_its_lease_loses_nothing()
    {
        await using var cluster = await Running.Cluster.StartAsync();
        var client = await CountingClient.StartAsync(cluster);

        cluster.Agent.Stop();
        await client.ForAsync(TimeSpan.FromSeconds(5));
        cluster.Agent.Continue();
        await client.MoreAsync(7000);

        await client.EndsWithoutLossAsync();
    }

    [Fact]
    public async Task Agent_stopped_for_longer_than_its_lease_ends_its_job_and_counts_what_came_late()
    {
        await using var cluster = await Running.Cluster.StartAsync(ClusterPlan.ShortLeases);
        var client = await CountingClient.StartAsync(cluster);

        cluster.Agent.Stop();
        var most = cluster.CountOutAsync(4000);
        await client.StatusAsync();
        await most;
        cluster.Agent.Continue();

        await client.LateAreAnnouncedAsync(await most);
        await cluster.IsCleanAsync(counts: false);
    }

    [Fact]
    public async Task Link_cut_for_less_than_the_lease_loses_nothing()
    {
        await using var cluster = await Running.Cluster.StartAsync();
        var client = await CountingClient.StartAsync(cluster);

        await cluster.WithoutNetworkAsync(freezes: false, client.ForAsync(TimeSpan.FromSeconds(5)));
        await client.MoreAsync(7000);

        await client.EndsWithoutLossAsync();
    }

    [Fact]
    public async Task Link_frozen_for_less_than_the_lease_loses_nothing()
    {
        await using var cluster = await Running.Cluster.StartAsync();
        var client = await CountingClient.StartAsync(cluster);

        await cluster.WithoutNetworkAsync(freezes: true, client.ForAsync(TimeSpan.FromSeconds(8)));
        await client.MoreAsync(10_000);

        await client.EndsWithoutLossAsync();
    }

    [Fact]
    public async Task Link_frozen_to_one_node_moves_to_another()
    {
        await using var cluster = await Running.Cluster.StartAsync(ClusterPlan.ShortLeases);
        var client = await CountingClient.StartAsync(cluster);
        var node = cluster.Linked;

        node.Network.Freeze();
        await client.UntilAsync(() => cluster.Linked != node);
        await client.MoreAsync(3000);
        node.Network.Heal();
        await client.MoreAsync(3000);

        await client.EndsWithoutLossAsync();
    }

    [Fact]
    public async Task Link_that_is_slow_loses_nothing()
    {
        await using var cluster = await Running.Cluster.StartAsync();
        var client = await CountingClient.StartAsync(cluster);

        foreach (var node in cluster.Nodes)
        {
            node.Network.Delay(TimeSpan.FromMilliseconds(300));
        }

        await client.MoreAsync(5000);

        await client.EndsWithoutLossAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Link_cut_for_longer_than_the_lease_ends_the_job_and_counts_what_came_late(bool freezes)
    {
        await using var cluster = await Running.Cluster.StartAsync(ClusterPlan.ShortLeases);
        var client = await CountingClient.StartAsync(cluster);

        var most = 0;
        await cluster.WithoutNetworkAsync(freezes, WithoutAsync());

        await client.LateAreAnnouncedAsync(most);
        await cluster.IsCleanAsync(counts: false);

        async Task WithoutAsync()
        {
            var counting = cluster.CountOutAsync(5000);
            var status = await client.StatusAsync();
            Assert.Equal((-1, "The agent web01 was lost, its job was ended."), (status.GetProperty("statusCode").GetInt32(), status.Text("message")));
            most = await counting;
        }
    }

    [Fact]
    public async Task Killed_target_ends_its_job_and_says_so()
    {
        await using var cluster = await Running.Cluster.StartAsync();
        var client = await CountingClient.StartAsync(cluster);

        await cluster.Counter.KillAsync();
        var status = await client.StatusAsync();

        Assert.NotEqual(0, status.GetProperty("statusCode").GetInt32());
        Assert.Equal($"the target has ended (pid {cluster.Counter.Id})", status.Text("message"));
    }
}
