using Arthas.EndToEnd.Running;

namespace Arthas.EndToEnd.Cluster;

/// <summary>Any node serves any session, wherever the agent's link is.</summary>
[Collection("cluster")]
public sealed class SharedSessionTests
{
    [Fact]
    public async Task Session_is_made_run_read_joined_and_ended_on_different_nodes()
    {
        await using var cluster = await Running.Cluster.StartAsync(new ClusterPlan { Rate = 50 });
        var (a, b, c) = (cluster.Nodes[0].Hub.Api, cluster.Nodes[1].Hub.Api, cluster.Nodes[2].Hub.Api);

        var (session, consumer) = await a.OpenAsync();
        var started = await b.PostAsync(new { action = "async_exec", command = CountingClient.Watch, sessionId = session });
        await c.PullUntilAsync(session, consumer, result => result.Is("watch"));
        var refused = await a.ExecAsync("version", session);
        var joined = await c.PostAsync(new { action = "join_session", sessionId = session });
        var seen = await b.PullUntilAsync(session, joined.Text("consumerId"), result => result.Is("watch"));
        var interrupted = await a.PostAsync(new { action = "interrupt_job", sessionId = session });
        var rest = await c.PullUntilAsync(session, consumer, result => result.Is("status"));
        var closed = await b.PostAsync(new { action = "close_session", sessionId = session });
        var gone = await c.PostAsync(new { action = "session_info", sessionId = session });

        Assert.Equal("SCHEDULED", started.Text("state"));
        Assert.Equal(("REFUSED", "Another job is running."), (refused.Text("state"), refused.Text("message")));
        Assert.Equal("DISABLED", seen[0].Text("inputStatus"));
        Assert.Equal("SUCCEEDED", interrupted.Text("state"));
        Assert.Equal(0, rest.One("status").GetProperty("statusCode").GetInt32());
        Assert.Equal("SUCCEEDED", closed.Text("state"));
        Assert.Equal($"session not found: {session}", gone.Text("message"));
    }

    [Fact]
    public async Task Exec_answers_on_every_node()
    {
        await using var cluster = await Running.Cluster.StartAsync(new ClusterPlan { Rate = 50 });

        foreach (var node in cluster.Nodes)
        {
            var watched = await node.Hub.Api.ResultsAsync("watch demo.Counter next params[0] -n 3");

            Assert.Equal(["enhancer", "watch", "watch", "watch", "status"], watched.Select(result => result.Text("type")));
            Assert.Equal(0, watched[^1].GetProperty("statusCode").GetInt32());
        }
    }

    [Fact]
    public async Task Pulls_from_nodes_in_turn_see_every_number_once()
    {
        await using var cluster = await Running.Cluster.StartAsync();
        var client = await CountingClient.StartAsync(cluster);

        await client.MoreAsync(3000);

        await client.EndsWithoutLossAsync();
        Assert.Empty(client.Failures);
    }

    [Fact]
    public async Task Node_with_an_agent_of_its_own_serves_as_the_others_do()
    {
        await using var cluster = await Running.Cluster.StartAsync(new ClusterPlan { Rate = 50, Nodes = 1 });
        await cluster.Agent.KillAsync();
        await using var embedding = await HubProcess.StartForAsync(cluster.Counter, [.. cluster.Redis.Options, "--Agent:Name", "own"]);

        var watched = await cluster.Nodes[0].Hub.Api.PostAsync(new { action = "exec", command = "watch demo.Counter next params[0] -n 1", target = $"pid={cluster.Counter.Id}" });

        Assert.Equal("SUCCEEDED", watched.Text("state"));
    }
}
