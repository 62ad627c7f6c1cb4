using Arthas.EndToEnd.Running;

namespace Arthas.EndToEnd.Cluster;

/// <summary>Hub nodes die, stop and are restarted under a watch of 1,000 results a second, whose values count.</summary>
[Collection("cluster")]
public sealed class NodeFaultTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Killed_node_that_held_the_link(bool saysAfterSeq)
    {
        await using var cluster = await Running.Cluster.StartAsync();
        var client = await CountingClient.StartAsync(cluster, saysAfterSeq: saysAfterSeq);

        for (var round = 0; round < 3; round++)
        {
            var node = cluster.Linked;
            client.Mark();
            await node.Process.KillAsync();
            client.MostRepeats += saysAfterSeq ? 0 : 1;
            await client.MoreAsync(2000);
            Tell(client, "SIGKILL of the node with the link");
            await client.DuringAsync(node.Hub.StartAgainAsync());
        }

        await client.EndsWithoutLossAsync();
    }

    [Fact]
    public async Task Killed_nodes_leave_everything_to_the_last_one()
    {
        await using var cluster = await Running.Cluster.StartAsync();
        var client = await CountingClient.StartAsync(cluster);

        client.Mark();
        await cluster.Nodes[0].Process.KillAsync();
        await cluster.Nodes[1].Process.KillAsync();
        await client.MoreAsync(2000);
        Tell(client, "SIGKILL of two nodes");

        await client.EndsWithoutLossAsync();
    }

    [Fact]
    public async Task Killed_node_that_had_parked_the_pull()
    {
        await using var cluster = await Running.Cluster.StartAsync(new ClusterPlan { Rate = 1 });
        var client = await CountingClient.StartAsync(cluster);
        var other = cluster.Nodes.First(node => node != cluster.Linked);

        // The first empties the log, so that the second waits for what comes next.
        await other.Hub.Api.PullAsync(client.Session, client.Consumer);
        var parked = other.Hub.Api.PullAsync(client.Session, client.Consumer);
        await other.Process.KillAsync();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => parked);
        await client.MoreAsync(3);

        await client.EndsWithoutLossAsync();
    }

    [Fact]
    public async Task Stopped_node_that_held_the_link_and_comes_back()
    {
        await using var cluster = await Running.Cluster.StartAsync(ClusterPlan.ShortLeases);
        var client = await CountingClient.StartAsync(cluster);
        var node = cluster.Linked;

        client.Mark();
        node.Process.Stop();
        await client.UntilAsync(() => cluster.Linked != node);
        await client.MoreAsync(5000);
        node.Process.Continue();
        await client.MoreAsync(5000);
        Tell(client, "SIGSTOP of the node with the link");

        await client.EndsWithoutLossAsync();
    }

    [Fact]
    public async Task Restarted_nodes_one_after_the_other()
    {
        await using var cluster = await Running.Cluster.StartAsync();
        var client = await CountingClient.StartAsync(cluster);

        client.Mark();
        foreach (var node in cluster.Nodes)
        {
            node.Process.Terminate();
            await client.DuringAsync(node.Process.ExitAsync());
            await client.DuringAsync(node.Hub.StartAgainAsync());
            await client.MoreAsync(1000);
        }

        Tell(client, "rolling restart");
        await client.EndsWithoutLossAsync();
    }

    [Fact]
    public async Task Restarted_nodes_under_load_fail_no_request_that_is_asked_again()
    {
        await using var cluster = await Running.Cluster.StartAsync();
        await using var load = new RequestLoad(cluster);

        await load.MoreAsync(200);
        foreach (var node in cluster.Nodes)
        {
            node.Process.Terminate();
            await node.Process.ExitAsync();
            Assert.Equal(0, node.Process.ExitCode);
            await load.MoreAsync(200);
            await node.Hub.StartAgainAsync();
            await load.MoreAsync(500);
        }

        output.WriteLine($"{load.Answered} requests were answered, {load.AskedAgain} asked again");
        Assert.True(load.Failures.IsEmpty, string.Join('\n', load.Failures));
    }

    private void Tell(CountingClient client, string what) =>
        output.WriteLine($"{what}: longest time without an answered pull {client.LongestSilence.TotalSeconds:0.00} s, {client.Failures.Count} requests asked again");
}
