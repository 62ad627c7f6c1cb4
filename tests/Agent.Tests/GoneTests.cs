using Arthas.Contracts.Cluster;
using Arthas.Contracts.CommandLine;

namespace Arthas.Agent.Tests;

/// <summary>A target that ends or is stopped, in each phase of a command: one status that says so, and no wait for ever.</summary>
public sealed class GoneTests
{
    private const string Ended = "the target has ended (pid ";

    /// <summary>What it says depends on whether the agent had looked for it when it died.</summary>
    private const string EndedOrGone = "^the target (has ended|.* is not on this host)";

    private const string Stopped = "the target does not answer: the process is stopped";

    [Fact]
    public async Task Killed_before_the_attach()
    {
        await using var at = await AttachedAsync(probe: false);
        await at.Target.KillAsync();

        await at.Hub.RunAsync(new("s", 1), at.Id, "watch", "demo.MathGame", "primeFactors");

        Assert.Matches(EndedOrGone, await at.MessageAsync());
    }

    [Fact]
    public async Task Killed_while_its_runtime_is_asked()
    {
        await using var at = await AttachedAsync(probe: false);
        at.Target.Stop();
        await at.Hub.RunAsync(new("s", 1), at.Id, "watch", "demo.MathGame", "primeFactors");

        await at.Target.KillAsync();

        Assert.Matches(EndedOrGone, await at.MessageAsync());
    }

    [Fact]
    public async Task Killed_while_a_command_is_at_work()
    {
        await using var at = await AttachedAsync(probe: true);
        at.Target.Stop();
        await at.Hub.RunAsync(new("s", 2), at.Id, "watch", "demo.MathGame", "primeFactors");

        await at.Target.KillAsync();

        Assert.Matches(EndedOrGone, await at.MessageAsync());
    }

    [Fact]
    public async Task Killed_and_its_pid_is_another_process_by_then()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can choose a pid");
        await using var at = await AttachedAsync(probe: false);
        var meant = at.Agent.Targets.Single(target => target.Id == at.Id).StartTime;
        await at.Hub.RunAsync(new("s", 1), at.Id, "watch", "demo.MathGame", "primeFactors");
        await at.ResultAsync("watch");
        await at.Target.KillAsync();
        var running = await at.MessageAsync();
        await using var next = await TargetProcess.MathGameAsync(pid: at.Target.Id);

        await at.Hub.PostAsync(new InboxMessage.Run(new("s", 2), at.Id, ["watch", "demo.MathGame", "primeFactors", "-n", "1"], TimeSpan.FromSeconds(30), Role.Change) { TargetStart = meant });
        var old = await at.MessageAsync();
        var other = await at.Hub.ExecAsync(3, at.Id, "watch", "demo.MathGame", "primeFactors", "params", "-n", "1");

        Assert.Equal(Ended + $"{at.Target.Id})", running);
        Assert.Equal(Ended + $"{at.Target.Id} is another process now)", old);
        Assert.Equal(["enhancer", "watch", "status"], other.Select(result => result.GetProperty("type").GetString()));
    }

    [Fact]
    public async Task Stopped_while_a_command_is_at_work_and_asked_again()
    {
        await using var at = await AttachedAsync(probe: true);
        at.Target.Stop();

        await at.Hub.RunAsync(new("s", 2), at.Id, "sc", "demo.MathGame");
        var first = await at.MessageAsync();
        await at.Hub.RunAsync(new("s", 3), at.Id, "watch", "demo.MathGame", "primeFactors");
        var second = await at.MessageAsync();
        at.Target.Continue();

        Assert.StartsWith(Stopped, first, StringComparison.Ordinal);
        Assert.StartsWith(Stopped, second, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopped_during_a_watch_is_told_and_the_watch_goes_on_with_it()
    {
        await using var at = await AttachedAsync(probe: true);
        await at.Hub.RunAsync(new("s", 2), at.Id, "watch", "demo.MathGame", "primeFactors");
        await at.ResultAsync("watch");
        at.Target.Stop();

        await at.ResultAsync("message");
        at.Target.Continue();
        await at.ResultAsync("watch");
        await at.Hub.PostAsync(new InboxMessage.Interrupt(new("s", 2)));

        Assert.Equal(0, (await at.Hub.ToEndAsync())[^1].GetProperty("statusCode").GetInt32());
    }

    /// <param name="probe">Whether the probe is in it already.</param>
    private static async Task<At> AttachedAsync(bool probe)
    {
        var target = await TargetProcess.MathGameAsync();
        var agent = await TestAgent.StartAsync();
        var at = new At(target, agent, await HubEnd.WelcomeAsync(agent));
        if (probe)
        {
            await at.Hub.ExecAsync(1, at.Id, "watch", "demo.MathGame", "primeFactors", "params", "-n", "1");
        }

        return at;
    }

    private sealed record At(RunningProcess Target, AgentHost Agent, HubEnd Hub) : IAsyncDisposable
    {
        public string Id => $"MathGame_{Environment.MachineName}-{Target.Id}";

        public async Task<string?> MessageAsync() => (await Hub.ToEndAsync())[^1].GetProperty("message").GetString();

        public async Task ResultAsync(string type)
        {
            while ((await Hub.BatchAsync()).Results.All(result => result.Type != type))
            {
            }
        }

        public async ValueTask DisposeAsync()
        {
            await Hub.DisposeAsync();
            await Target.DisposeAsync();
            await Agent.DisposeAsync();
        }
    }
}
