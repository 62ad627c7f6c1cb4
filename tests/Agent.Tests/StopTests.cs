namespace Arthas.Agent.Tests;

public sealed class StopTests
{
    [Fact]
    public async Task Run_attached_target_leaves_no_socket_and_attaches_again()
    {
        await using var target = await TargetProcess.MathGameAsync();
        await using var agent = await TestAgent.StartAsync();
        await using var hub = await HubEnd.WelcomeAsync(agent);
        var id = $"MathGame_{Environment.MachineName}-{target.Id}";

        var results = await hub.ExecAsync(1, id, "stop");

        Assert.Equal(["message", "reset", "shutdown", "status"], results.Select(result => result.GetProperty("type").GetString()));
        Assert.True(results[2].GetProperty("graceful").GetBoolean());
        Assert.DoesNotContain(
            Directory.GetFiles("/tmp", "probe.sock", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 }),
            path => path.Contains($"arthas-{target.Id}-", StringComparison.Ordinal));
        Assert.Equal("pwd", (await hub.ExecAsync(2, id, "pwd"))[0].GetProperty("type").GetString());
    }
}
