using System.Diagnostics;
using Arthas.EndToEnd.Running;

namespace Arthas.EndToEnd.Cluster;

/// <summary>
/// The long faults, at the leases and the rates of the field: <c>./test.sh --soak</c>. Told beside: the longest time
/// without an answered pull.
/// </summary>
[Trait("Category", "soak")]
[Collection("cluster")]
public sealed class SoakTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Node_with_the_link_stopped_for_30_seconds()
    {
        await using var cluster = await Running.Cluster.StartAsync();
        var client = await CountingClient.StartAsync(cluster);
        var node = cluster.Linked;

        client.Mark();
        node.Process.Stop();
        await client.ForAsync(TimeSpan.FromSeconds(30));
        Tell(client, "SIGSTOP of the node with the link");
        client.Mark();
        node.Process.Continue();
        await client.ForAsync(TimeSpan.FromSeconds(10));
        Tell(client, "its SIGCONT");

        await client.EndsWithoutLossAsync();
    }

    [Theory]
    [InlineData(10, false, 0)]
    [InlineData(10, true, 0)]
    [InlineData(28, false, 150)]
    public async Task Link_cut_for_less_than_the_lease_at_1000_results_of_1_KiB(int seconds, bool freezes, int rests)
    {
        await using var cluster = await Running.Cluster.StartAsync();
        var client = await CountingClient.StartAsync(cluster, CountingClient.LargeWatch, TimeSpan.FromMilliseconds(rests));

        await cluster.WithoutNetworkAsync(freezes, client.ForAsync(TimeSpan.FromSeconds(seconds)));
        await client.MoreAsync(1000 * (seconds + 5));
        Tell(client, $"link {(freezes ? "frozen" : "cut")} for {seconds} s");

        await client.EndsWithoutLossAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Link_cut_for_90_seconds_ends_the_job_and_counts_what_came_late(bool freezes)
    {
        await using var cluster = await Running.Cluster.StartAsync();
        var client = await CountingClient.StartAsync(cluster);
        var begin = Stopwatch.GetTimestamp();

        var most = 0;
        await cluster.WithoutNetworkAsync(freezes, WithoutAsync());

        await client.LateAreAnnouncedAsync(most);
        await cluster.IsCleanAsync(counts: false);

        async Task WithoutAsync()
        {
            var counting = cluster.CountOutAsync(75_000, TimeSpan.FromMinutes(2));
            var status = await client.StatusAsync(TimeSpan.FromMinutes(2));
            output.WriteLine($"the job ended {Stopwatch.GetElapsedTime(begin).TotalSeconds:0} s after the cut");
            Assert.Equal("The agent web01 was lost, its job was ended.", status.Text("message"));
            most = await counting;
            await Task.Delay(TimeSpan.FromSeconds(Math.Max(0, 90 - Stopwatch.GetElapsedTime(begin).TotalSeconds)), TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Agent_stopped_for_30_seconds()
    {
        await using var cluster = await Running.Cluster.StartAsync();
        var client = await CountingClient.StartAsync(cluster);

        cluster.Agent.Stop();
        await client.ForAsync(TimeSpan.FromSeconds(30));
        cluster.Agent.Continue();
        var status = await client.StatusAsync();

        // The probe heard nothing of its agent for ten seconds, and took itself out.
        Assert.NotEqual(0, status.GetProperty("statusCode").GetInt32());
        await cluster.IsCleanAsync();
    }

    [Fact]
    public async Task Rolling_restarts_for_a_minute()
    {
        await using var cluster = await Running.Cluster.StartAsync();
        var client = await CountingClient.StartAsync(cluster, CountingClient.LargeWatch);
        var begin = Stopwatch.GetTimestamp();

        for (var restarts = 0; Stopwatch.GetElapsedTime(begin) < TimeSpan.FromMinutes(1); restarts++)
        {
            var node = cluster.Nodes[restarts % cluster.Nodes.Count];
            client.Mark();
            node.Process.Terminate();
            await client.DuringAsync(node.Process.ExitAsync());
            await client.DuringAsync(node.Hub.StartAgainAsync());
            await client.MoreAsync(1000);
            Tell(client, "restart of a node");
        }

        await client.EndsWithoutLossAsync();
    }

    [Fact]
    public async Task Nodes_killed_at_random_for_a_minute()
    {
        await using var cluster = await Running.Cluster.StartAsync();
        var client = await CountingClient.StartAsync(cluster);
        var begin = Stopwatch.GetTimestamp();
        var random = new Random(1);

        while (Stopwatch.GetElapsedTime(begin) < TimeSpan.FromMinutes(1))
        {
            var node = random.Next(3) == 0 ? cluster.Linked : cluster.Nodes[random.Next(cluster.Nodes.Count)];
            client.Mark();
            await node.Process.KillAsync();
            await client.MoreAsync(random.Next(100, 3000));
            Tell(client, "SIGKILL of a node");
            await client.DuringAsync(node.Hub.StartAgainAsync());
        }

        await client.EndsWithoutLossAsync();
    }

    [Fact]
    public async Task Redis_killed_and_frozen_for_30_seconds()
    {
        await using var cluster = await Running.Cluster.StartAsync();
        var client = await CountingClient.StartAsync(cluster);

        await cluster.Redis.Process.KillAsync();
        await client.ForAsync(TimeSpan.FromSeconds(25));
        await cluster.Redis.StartAgainAsync();
        await client.MoreAsync(30_000);
        Tell(client, "Redis killed for 25 s");
        client.Mark();
        cluster.Redis.Process.Stop();
        await client.ForAsync(TimeSpan.FromSeconds(25));
        cluster.Redis.Process.Continue();
        await client.MoreAsync(30_000);
        Tell(client, "Redis stopped for 25 s");

        await client.EndsWithoutLossAsync();
    }

    private void Tell(CountingClient client, string what) =>
        output.WriteLine($"{what}: longest time without an answered pull {client.LongestSilence.TotalSeconds:0.00} s, {client.Failures.Count} requests asked again");
}
