using System.Diagnostics;
using System.Net;
using Arthas.Silo.Tests.Running;

namespace Arthas.Silo.Tests.Separate;

/// <summary>Arthas.Silo processes, and hub nodes that are clients of them.</summary>
public sealed class SeparateSiloTests(ITestOutputHelper output)
{
    private static readonly string[] Client = ["--Silo:Role", "hub"];

    [Fact]
    public async Task Session_withAJob_survivesEachSilosAndAHubsKill()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var silos = new Silos(redis);
        var (first, second) = (await silos.StartAsync(), await silos.StartAsync());
        await using var hub = await Patient.HubAsync(redis, Client);
        // Which the agent is linked to.
        await using var node = await TestNode.StartAsync(redis, null, Client);
        var job = await NumberedJob.StartAsync(hub.Api, await node.AgentAsync("web01"));
        await job.SendAsync(10);
        await job.SeesAllAsync(hub.Api, node.Api);

        await KillAsync(first, job);
        await job.SeesAllAsync(hub.Api, node.Api);
        await silos.StartAsync();
        // All that there was has been on the one that is left since.
        await KillAsync(second, job);
        await job.SeesAllAsync(hub.Api, node.Api);

        await hub.Process.KillAsync();
        await job.SendAsync(10);
        await job.SeesAllAsync(node.Api);
        await using var other = await Patient.HubAsync(redis, Client);
        await job.SendAsync(10);
        await job.SeesAllAsync(other.Api, node.Api);
        await job.EndsAsync(other.Api);
    }

    [Fact]
    public async Task Hub_withoutASilo_saysSoWithinSecondsAndGoesOnWhenOneComes()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var silos = new Silos(redis);
        await using var hub = await HubProcess.StartAsync(["--Agent:Embedded", "false", "--Cluster:Redis", redis.Address, .. Patient.Options, "--Silo:Limit", "00:00:03", .. Client]);

        Assert.Equal("process http api request failed: No silo of this cluster answers yet.", await RefusalAsync(hub));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "No silo of this cluster answers yet.\n"), await ReadyAsync(hub));

        var silo = await silos.StartAsync();
        await hub.Api.UntilReadyAsync();
        var (session, _) = await hub.Api.OpenAsync();

        await silo.KillAsync();
        Assert.StartsWith("process http api request failed: The cluster did not answer within 3 s; are its silos up?", await RefusalAsync(hub), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await ReadyAsync(hub)).Status);

        // It waits until the other one's row in the table of members is old: nobody is left who could say that it is dead.
        await silos.StartAsync();
        await hub.Api.UntilReadyAsync();
        Assert.Equal("SUCCEEDED", (await hub.Api.ExecAsync("version", session)).Text("state"));
    }

    private async Task KillAsync(RunningProcess silo, NumberedJob job)
    {
        await job.SendAsync(10);
        await silo.KillAsync();
        await job.SendAsync(10);
    }

    /// <summary>What a request is answered, within what a user waits.</summary>
    private async Task<string> RefusalAsync(HubProcess hub)
    {
        var begin = Stopwatch.GetTimestamp();
        var answer = await hub.Api.PostAsync(new { action = "init_session" });
        var took = Stopwatch.GetElapsedTime(begin);

        output.WriteLine($"{took.TotalSeconds:0.00} s: {answer}");
        Assert.Equal("FAILED", answer.Text("state"));
        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(8));
        return answer.Text("message");
    }

    private static async Task<(HttpStatusCode Status, string Text)> ReadyAsync(HubProcess hub)
    {
        using var answer = await hub.Api.Http.GetAsync(new Uri("/health/ready", UriKind.Relative), TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
