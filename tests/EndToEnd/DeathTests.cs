using Arthas.EndToEnd.Running;

namespace Arthas.EndToEnd;

/// <summary>What dies here dies by SIGKILL.</summary>
public sealed class DeathTests
{
    private const string Watch = "watch demo.MathGame primeFactors '{params}'";

    [Fact]
    public async Task A_killed_hub_leaves_the_target_clean_within_2_seconds()
    {
        await using var game = await TargetProcess.MathGameAsync();
        await using (var hub = await HubProcess.StartForAsync(game))
        {
            var (session, consumer) = await hub.Api.OpenAsync();
            await hub.Api.PostAsync(new { action = "async_exec", command = Watch, sessionId = session });
            await hub.Api.PullUntilAsync(session, consumer, result => result.Is("watch"));
            await hub.Process.KillAsync();
        }

        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        await using var next = await HubProcess.StartForAsync(game);
        var affected = (await next.Api.ResultsAsync("reset")).One("reset").GetProperty("affect");
        Assert.Equal(0, affected.GetProperty("methodCount").GetInt32());
        Assert.Equal(["enhancer", "watch", "status"], (await next.Api.ResultsAsync(Watch + " -n 1")).Select(result => result.Text("type")));
    }

    [Fact]
    public async Task A_killed_target_ends_its_job_with_one_status_that_says_so()
    {
        await using var game = await TargetProcess.MathGameAsync();
        await using var hub = await HubProcess.StartForAsync(game);
        var (session, consumer) = await hub.Api.OpenAsync();
        await hub.Api.PostAsync(new { action = "async_exec", command = Watch, sessionId = session });
        await hub.Api.PullUntilAsync(session, consumer, result => result.Is("watch"));

        await game.KillAsync();

        var results = await hub.Api.PullUntilAsync(session, consumer, result => result.Is("input_status") && result.Text("inputStatus") == "ALLOW_INPUT");
        var status = results.One("status");
        Assert.NotEqual(0, status.GetProperty("statusCode").GetInt32());
        Assert.Contains($"{game.Id}", status.Text("message"), StringComparison.Ordinal);
        Assert.Equal("SUCCEEDED", (await hub.Api.ExecAsync("version")).Text("state"));
    }

    [Fact]
    public async Task An_interrupted_hub_and_its_demo_leave_no_process_behind()
    {
        await using var hub = await HubProcess.StartAsync("--demo");
        int demo = await DemoAsync(hub);

        hub.Process.Interrupt();
        await hub.Process.ExitAsync();

        Assert.False(Directory.Exists($"/proc/{demo}"), $"MathGame {demo} still runs.");
    }

    [Fact]
    public async Task A_killed_hub_takes_its_demo_along()
    {
        await using var hub = await HubProcess.StartAsync("--demo");
        int demo = await DemoAsync(hub);

        await hub.Process.KillAsync();

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (Directory.Exists($"/proc/{demo}"))
        {
            await Task.Delay(20, limit.Token);
        }
    }

    [Fact]
    public async Task An_agent_that_has_a_job_takes_its_time_to_attach()
    {
        await using var target = await TargetProcess.MathGameAsync();
        await using var hub = await HubProcess.StartForAsync(target, "--Hub:Leases:Acceptance", "00:00:01");
        target.Stop();

        var results = await hub.Api.ResultsAsync("watch demo.MathGame primeFactors params");

        target.Continue();
        Assert.StartsWith("the target's runtime does not answer", results.One("status").Text("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_demo_inherits_no_variable_of_a_runtime()
    {
        await using var hub = await HubProcess.StartAsync("--demo");
        int demo = await DemoAsync(hub);

        string environment = await File.ReadAllTextAsync($"/proc/{demo}/environ", TestContext.Current.CancellationToken);

        Assert.DoesNotContain(
            environment.Split('\0').Select(entry => entry.Split('=')[0]),
            name => !name.StartsWith("DOTNET_ROOT", StringComparison.Ordinal) && (name.StartsWith("DOTNET_", StringComparison.Ordinal) || name.StartsWith("CORECLR_", StringComparison.Ordinal)));
    }

    private static async Task<int> DemoAsync(HubProcess hub)
    {
        var opened = await hub.Api.OpenAsync();
        var results = await hub.Api.PullAsync(opened.Session, opened.Consumer);
        return int.Parse(results.One("welcome").Text("pid"), System.Globalization.CultureInfo.InvariantCulture);
    }
}
