using System.Diagnostics;
using System.Text.Json;

namespace Arthas.Agent.Tests;

/// <summary>Agents and targets are processes here, ended by SIGKILL or stopped by SIGSTOP.</summary>
public sealed class DeathTests : IAsyncLifetime
{
    private RunningProcess _target = null!;
    private NetworkHub _network = null!;

    private string Id => $"MathGame_{Environment.MachineName}-{_target.Id}";

    public async ValueTask InitializeAsync()
    {
        _target = await TargetProcess.MathGameAsync(20);
        _network = await NetworkHub.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _network.DisposeAsync();
        await _target.DisposeAsync();
    }

    [Fact]
    public async Task Agent_killed_in_mid_watch_leaves_target_clean_within_two_seconds()
    {
        await using var agent = StartAgent();
        await using var hub = await _network.WelcomeAsync();
        await WatchAsync(hub);

        await agent.KillAsync();

        await CleanAsync(TimeSpan.FromSeconds(2));
        Assert.Equal(0, await WovenAsync());
    }

    [Fact]
    public async Task Agent_stopped_in_mid_watch_leaves_target_clean_once_its_lease_is_over()
    {
        await using var agent = StartAgent();
        await using var hub = await _network.WelcomeAsync();
        await WatchAsync(hub);

        agent.Stop();

        await CleanAsync(TimeSpan.FromSeconds(14));
        agent.Continue();
        var status = (await hub.ToEndAsync())[^1];
        Assert.Equal(-1, status.GetProperty("statusCode").GetInt32());
        Assert.Equal("the probe was detached from the target while this command ran", status.GetProperty("message").GetString());
    }

    [Fact]
    public async Task Target_killed_in_mid_watch_ends_job_saying_so()
    {
        await using var agent = StartAgent();
        await using var hub = await _network.WelcomeAsync();
        await WatchAsync(hub);

        await _target.KillAsync();

        var status = (await hub.ToEndAsync())[^1];
        Assert.Equal("status", status.GetProperty("type").GetString());
        Assert.Equal(-1, status.GetProperty("statusCode").GetInt32());
        Assert.Equal($"the target has ended (pid {_target.Id})", status.GetProperty("message").GetString());
    }

    [Fact]
    public async Task Agent_asked_to_end_leaves_target_clean()
    {
        await using var agent = StartAgent();
        await using var hub = await _network.WelcomeAsync();
        await WatchAsync(hub);

        agent.Interrupt();

        var status = (await hub.ToEndAsync())[^1];
        Assert.Equal("the agent was stopped", status.GetProperty("message").GetString());
        await agent.ExitAsync();
        await CleanAsync(TimeSpan.FromSeconds(5));
        Assert.True(agent.ExitCode == 0, string.Join('\n', agent.Lines));
    }

    private async Task WatchAsync(HubEnd hub)
    {
        var target = hub.Hello.Agent.Targets.Single(one => one.Pid == _target.Id);
        await hub.RunAsync(new("s", 1), target.Id, "watch", "demo.MathGame", "primeFactors", "{params}", "-n", "1000000");
        while ((await hub.BatchAsync()).Results.All(result => result.Type != "watch"))
        {
        }
    }

    private RunningProcess StartAgent() => RunningProcess.Start(
        Built.Agent,
        ["--Agent:Hub", _network.Address, "--Agent:Name", $"{Guid.NewGuid():N}", "--Agent:Apps", "MathGame"]);

    /// <summary>No thread of ours but the native port's, which waits for the next time.</summary>
    private async Task CleanAsync(TimeSpan within)
    {
        var begin = Stopwatch.GetTimestamp();
        while (Threads().Any(name => name.StartsWith("arthas ", StringComparison.Ordinal)))
        {
            Assert.True(Stopwatch.GetElapsedTime(begin) < within, $"still there after {within}: {string.Join(", ", Threads())}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private IEnumerable<string> Threads() => Directory.GetDirectories($"/proc/{_target.Id}/task").Select(task =>
    {
        try
        {
            return File.ReadAllText($"{task}/comm");
        }
        catch (IOException)
        {
            return "";
        }
    });

    private async Task<int> WovenAsync()
    {
        await using var agent = await TestAgent.StartAsync();
        await using var hub = await HubEnd.WelcomeAsync(agent);
        JsonElement reset = (await hub.ExecAsync(1, Id, "reset"))[0];
        return reset.GetProperty("affect").GetProperty("methodCount").GetInt32();
    }
}
