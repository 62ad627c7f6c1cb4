using System.Text.Json;
using Arthas.Agent.Attach;
using Arthas.Agent.Diagnostics;
using Arthas.Agent.Targets;

namespace Arthas.Agent.Tests;

/// <summary>Each reason why a process cannot be attached to is told, with what fixes it.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData("DOTNET_EnableDiagnostics")]
    [InlineData("DOTNET_EnableDiagnostics_IPC")]
    public async Task ScanAsync_diagnostics_switched_off_is_listed_with_the_variable(string variable)
    {
        await using var target = RunningProcess.Start(
            Built.Target("MathGame"), ["--interval", "50"], new Dictionary<string, string?> { [variable] = "0" });
        await target.LineAsync("=|number is");
        await using var agent = await TestAgent.StartAsync();

        var record = agent.Targets.Single(one => one.Pid == target.Id);

        Assert.Equal($"MathGame_{Environment.MachineName}-{target.Id}", record.Id);
        Assert.Equal($"its diagnostics are switched off ({variable}=0): restart it without that variable", record.Unavailable);
        Assert.EndsWith(record.Unavailable, await MessageAsync(agent, target.Id, "pwd"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ScanAsync_socket_removed_is_told_once_it_is_certain()
    {
        await using var target = await TargetProcess.MathGameAsync();
        File.Delete(SocketOf(target));
        await using var agent = await TestAgent.StartAsync();

        Assert.DoesNotContain(agent.Targets, one => one.Pid == target.Id);
        await agent.ScanAsync(TestContext.Current.CancellationToken);
        await agent.ScanAsync(TestContext.Current.CancellationToken);

        Assert.StartsWith("it has no diagnostics socket", agent.Targets.Single(one => one.Pid == target.Id).Unavailable, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7.0.20", "the target runs on .NET 7.0.20; .NET 8 is the first that a probe can be brought into: move the application to .NET 8 or later")]
    [InlineData(null, "the target runs on .NET 5 or earlier; .NET 8 is the first that a probe can be brought into: move the application to .NET 8 or later")]
    public async Task Run_runtime_before_8_is_refused(string? version, string message)
    {
        await using var target = new OldRuntime(version);
        await using var agent = await TestAgent.StartAsync(new AgentOptions { Name = "test", Apps = "*" });

        Assert.Equal(message, await MessageAsync(agent, target.Id, "pwd"));
    }

    [Theory]
    [InlineData("10.0.10", true)]
    [InlineData("10.0.0-rc.2", true)]
    [InlineData("10.0.11", false)]
    [InlineData("11.0.0", false)]
    [InlineData("8.0.31", false)]
    public void Warning_runtime_with_a_known_hole_names_it(string version, bool warned) =>
        Assert.Equal(warned, Refusals.Warning(version)?.Contains("CVE-2026-62909", StringComparison.Ordinal) == true);

    [Fact]
    public async Task Run_another_profiler_in_the_target_is_told_and_what_needs_none_works()
    {
        await using var target = await TargetProcess.MathGameAsync();
        var other = Path.Combine(Path.GetDirectoryName(Built.Target("MathGame"))!, $"other-{target.Id}.so");
        File.Copy(Path.Combine(Built.Artifacts, "native", "libarthas_rejit.so"), other);
        await new DiagnosticsPort(SocketOf(target), TimeProvider.System)
            .AttachProfilerAsync(new Guid("6F1C2B6E-4C3B-4E0B-9B0A-5C1A7B6E0D42"), other, default, TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        File.Delete(other);
        await using var agent = await TestAgent.StartAsync();
        await using var hub = await HubEnd.WelcomeAsync(agent);
        var id = Id(agent, target.Id);

        var watch = await hub.ExecAsync(1, id, "watch", "demo.MathGame", "primeFactors");
        var again = await hub.ExecAsync(2, id, "watch", "demo.MathGame", "primeFactors");
        var sc = await hub.ExecAsync(3, id, "sc", "demo.MathGame");

        Assert.StartsWith("another vendor's profiler is in the target", Message(watch), StringComparison.Ordinal);
        Assert.Contains("another vendor's profiler is in this process", Message(again), StringComparison.Ordinal);
        Assert.Equal(0, sc[^1].GetProperty("statusCode").GetInt32());
    }

    [Fact]
    public async Task Run_profilers_switched_off_for_the_start_of_the_target_only()
    {
        await using var target = RunningProcess.Start(
            Built.Target("MathGame"), ["--interval", "50"], new Dictionary<string, string?> { ["DOTNET_EnableDiagnostics_Profiler"] = "0" });
        await target.LineAsync("=|number is");
        await using var agent = await TestAgent.StartAsync();
        await using var hub = await HubEnd.WelcomeAsync(agent);

        var watch = await hub.ExecAsync(1, Id(agent, target.Id), "watch", "demo.MathGame", "primeFactors", "params", "-n", "1");

        Assert.Equal(["enhancer", "watch", "status"], watch.Select(result => result.GetProperty("type").GetString()));
    }

    [Fact]
    public async Task Run_target_of_another_user_works_for_root()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && File.Exists("/usr/bin/setpriv"), "only root can become another user");
        await using var target = RunningProcess.Start(
            "setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups", Built.Target("MathGame"), "--interval", "50"]);
        await target.LineAsync("=|number is");
        await using var agent = await TestAgent.StartAsync();
        await using var hub = await HubEnd.WelcomeAsync(agent);

        var watch = await hub.ExecAsync(1, Id(agent, target.Id), "watch", "demo.MathGame", "primeFactors", "params", "-n", "1");

        Assert.Equal(["enhancer", "watch", "status"], watch.Select(result => result.GetProperty("type").GetString()));
    }

    /// <summary>The newest: one that was killed may have left its own under the same pid.</summary>
    private static string SocketOf(RunningProcess target) =>
        Directory.GetFiles("/tmp", $"dotnet-diagnostic-{target.Id}-*-socket").MaxBy(File.GetLastWriteTimeUtc)!;

    private static string Id(AgentHost agent, int pid) => agent.Targets.Single(one => one.Pid == pid).Id;

    private static async Task<string?> MessageAsync(AgentHost agent, int pid, params string[] words)
    {
        await using var hub = await HubEnd.WelcomeAsync(agent);
        return Message(await hub.ExecAsync(1, Id(agent, pid), words));
    }

    private static string? Message(IReadOnlyList<JsonElement> results)
    {
        Assert.Equal(-1, results[^1].GetProperty("statusCode").GetInt32());
        return results[^1].GetProperty("message").GetString();
    }
}
