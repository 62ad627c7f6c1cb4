using Arthas.EndToEnd.Running;

namespace Arthas.EndToEnd.Cluster;

/// <summary>Ten megabytes a second of one job's results share the link with heartbeats, interrupts and other jobs.</summary>
[Collection("cluster")]
public sealed class LoudJobTests(ITestOutputHelper output)
{
    /// <summary>With a thousand calls a second.</summary>
    private const int BytesPerResult = 10_000;

    private static readonly string Loud = $"watch demo.Counter next '{{params[0],\"{new string('x', BytesPerResult)}\"}}' -n 1000000000";

    [Fact]
    public async Task Loud_job_holds_up_no_heartbeat_no_other_job_and_no_interrupt()
    {
        await using var cluster = await Running.Cluster.StartAsync(new ClusterPlan { Nodes = 2 });
        var client = await CountingClient.StartAsync(cluster, Loud);
        var other = cluster.Nodes.Single(node => node != cluster.Linked).Hub.Api;

        for (var round = 0; round < 3; round++)
        {
            await client.MoreAsync(1_000);
            var beside = await BesideAsync(client, other.ResultsAsync("watch demo.Counter next params[0] -n 1"));
            Assert.Equal(["watch", "status"], beside.Where(result => !result.Is("enhancer")).Select(result => result.Text("type")));
        }

        var reply = await BesideAsync(client, other.PostAsync(new { action = "interrupt_job", sessionId = client.Session }));
        await client.UntilAsync(() => client.Others.Exists(result => result.Is("status")));
        output.WriteLine($"{client.Numbers.Count} results of {BytesPerResult} bytes, {client.Missed} missed; {string.Join('\n', client.Others)}");

        Assert.Equal("SUCCEEDED", reply.Text("state"));
        Assert.Equal(0, client.Others.One("status").GetProperty("statusCode").GetInt32());
        await cluster.IsCleanAsync();
        // A late heartbeat would have cost the link, and a new one would be told.
        Assert.Single(cluster.Agent.Lines, line => line.Contains("Linked to", StringComparison.Ordinal));
        Assert.Empty(client.Failures);
    }

    private static async Task<T> BesideAsync<T>(CountingClient client, Task<T> work)
    {
        await client.DuringAsync(work);
        return await work;
    }
}
