using System.Text.Json;

namespace Arthas.Agent.Tests;

public sealed class LockedThreadTests : IAsyncLifetime
{
    private RunningProcess _target = null!;

    public async ValueTask InitializeAsync()
    {
        _target = RunningProcess.Start(Built.Target("Locks"), []);
        await _target.LineAsync("ready");
    }

    public ValueTask DisposeAsync() => _target.DisposeAsync();

    [Fact]
    public async Task Run_b_finds_the_owner_of_the_lock_that_most_wait_for()
    {
        var info = (await ExecAsync("thread", "-b"))[0].GetProperty("blockingLockInfo");

        Assert.Equal(2, info.GetProperty("blockingThreadCount").GetInt32());
        Assert.Equal("holds the monitor", info.GetProperty("threadInfo").GetProperty("threadName").GetString());
    }

    [Fact]
    public async Task Run_list_of_blocked_threads_has_those_that_wait_to_enter()
    {
        var rows = (await ExecAsync("thread", "--state", "blocked"))[0].GetProperty("threadStats").EnumerateArray();

        Assert.Equal(
            ["waits for the gate", "waits for the monitor 1", "waits for the monitor 2"],
            rows.Select(row => row.GetProperty("name").GetString()).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("waits for the monitor 1", "System.Object", "holds the monitor")]
    [InlineData("waits for the gate", "System.Threading.Lock", "holds the gate")]
    public async Task Run_blocked_thread_names_lock_and_owner(string waiting, string lockClass, string owner)
    {
        var busy = (await ExecAsync("thread", "-n", "-1"))[0].GetProperty("busyThreads").EnumerateArray();
        var thread = busy.Single(row => row.GetProperty("name").GetString() == waiting);

        Assert.Equal(lockClass, thread.GetProperty("lockInfo").GetProperty("className").GetString());
        Assert.Equal(owner, thread.GetProperty("lockOwnerName").GetString());
    }

    private async Task<IReadOnlyList<JsonElement>> ExecAsync(params string[] words)
    {
        await using var agent = await TestAgent.StartAsync(new AgentOptions { Name = "test", Apps = "Locks" });
        await using var hub = await HubEnd.WelcomeAsync(agent);
        return await hub.ExecAsync(1, $"Locks_{Environment.MachineName}-{_target.Id}", words);
    }
}
