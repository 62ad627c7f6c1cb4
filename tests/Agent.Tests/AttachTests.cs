namespace Arthas.Agent.Tests;

[Collection("demo")]
public sealed class AttachTests(DemoTarget demo)
{
    [Fact]
    public async Task RunInTarget_running_unmodified_process_answers()
    {
        await using var agent = await TestAgent.StartAsync();
        await using var hub = await HubEnd.WelcomeAsync(agent);

        var results = await hub.ExecAsync(1, demo.Id, "pwd");

        Assert.Equal("pwd", results[0].GetProperty("type").GetString());
        Assert.Equal(Environment.CurrentDirectory, results[0].GetProperty("workingDir").GetString());
        Assert.Equal(0, results[1].GetProperty("statusCode").GetInt32());
    }

    [Fact]
    public async Task RunInTarget_probe_of_another_agent_is_refused_by_name()
    {
        await using var first = await TestAgent.StartAsync(new AgentOptions { Name = "web01", Apps = "MathGame" });
        await using var firstHub = await HubEnd.WelcomeAsync(first);
        await firstHub.ExecAsync(1, demo.Id, "pwd");
        await using var second = await TestAgent.StartAsync();
        await using var secondHub = await HubEnd.WelcomeAsync(second);

        var status = Assert.Single(await secondHub.ExecAsync(1, demo.Id, "pwd"));

        Assert.Equal(-1, status.GetProperty("statusCode").GetInt32());
        Assert.StartsWith($"the target's probe belongs to agent web01 (pid {Environment.ProcessId})", status.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("pwd", (await firstHub.ExecAsync(2, demo.Id, "pwd"))[0].GetProperty("type").GetString());
    }

    [Fact]
    public async Task RunInTarget_two_jobs_share_one_probe()
    {
        await using var agent = await TestAgent.StartAsync();
        await using var hub = await HubEnd.WelcomeAsync(agent);

        await hub.RunAsync(new("s", 1), demo.Id, "pwd");
        await hub.RunAsync(new("s", 2), demo.Id, "pwd");

        var types = (await hub.ToEndAsync()).Concat(await hub.ToEndAsync()).Select(result => result.GetProperty("type").GetString());
        Assert.Equal(2, types.Count(type => type == "pwd"));
    }

    [Fact]
    public async Task RunInTarget_start_up_hooks_switched_off_gets_in_through_the_port()
    {
        using var config = new RuntimeConfig("MathGame", "System.StartupHookProvider.IsSupported", "false");
        await using var target = RunningProcess.Start(
            "dotnet", ["exec", "--runtimeconfig", config.Path, Built.Target("MathGame") + ".dll", "--interval", "50"]);
        await target.LineAsync("=|number is");
        await using var agent = await TestAgent.StartAsync();
        await using var hub = await HubEnd.WelcomeAsync(agent);

        var results = await hub.ExecAsync(1, $"MathGame_{Environment.MachineName}-{target.Id}", "pwd");

        Assert.Equal("pwd", results[0].GetProperty("type").GetString());
    }

    [Fact]
    public async Task RunInTarget_stopped_process_says_that_it_does_not_answer()
    {
        await using var target = await TargetProcess.MathGameAsync();
        await using var agent = await TestAgent.StartAsync();
        await using var hub = await HubEnd.WelcomeAsync(agent);
        target.Stop();

        var status = Assert.Single(await hub.ExecAsync(1, $"MathGame_{Environment.MachineName}-{target.Id}", "pwd"));

        target.Continue();
        Assert.StartsWith("the target's runtime does not answer: the process may be stopped", status.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_unknown_target_says_so()
    {
        await using var agent = await TestAgent.StartAsync();
        await using var hub = await HubEnd.WelcomeAsync(agent);

        var status = Assert.Single(await hub.ExecAsync(1, "NoSuch_host-1", "pwd"));

        Assert.Equal("the target NoSuch_host-1 is not on this host (any more)", status.GetProperty("message").GetString());
    }
}
