using Arthas.Agent.Targets;

namespace Arthas.Agent.Tests;

public sealed class TargetWatchTests
{
    [Fact]
    public async Task ScanAsync_running_process_is_described()
    {
        await using var process = await TargetProcess.MathGameAsync();
        using var watch = Watch("MathGame");

        await watch.ScanAsync(TestContext.Current.CancellationToken);

        var target = watch.Targets.Single(one => one.ProcessId == process.Id);
        Assert.Equal($"MathGame_{Environment.MachineName}-{process.Id}", target.Id);
        Assert.Equal("MathGame", target.App);
        Assert.Equal($".NET {Environment.Version}", target.Runtime);
        Assert.Equal(ProcessFiles.StartTime(process.Id), target.StartTime);
        Assert.Empty(target.Root);
    }

    [Fact]
    public async Task RunAsync_process_that_comes_and_is_killed_is_told()
    {
        using var watch = Watch("MathGame");
        using var end = new CancellationTokenSource();
        var running = watch.RunAsync(end.Token);
        await using var process = await TargetProcess.MathGameAsync();

        await UntilAsync(watch, () => watch.Targets.Any(target => target.ProcessId == process.Id));
        await process.KillAsync();
        await UntilAsync(watch, () => watch.Targets.All(target => target.ProcessId != process.Id));

        await end.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    [Fact]
    public async Task ScanAsync_process_with_a_temporary_directory_of_its_own_is_found()
    {
        var temporary = Directory.CreateTempSubdirectory("own-tmp-");
        await using (var process = RunningProcess.Start(
            Built.Target("MathGame"), ["--interval", "50"], new Dictionary<string, string?> { ["TMPDIR"] = temporary.FullName }))
        {
            await process.LineAsync("=|number is");
            using var watch = Watch("MathGame");

            await watch.ScanAsync(TestContext.Current.CancellationToken);

            Assert.StartsWith(temporary.FullName, watch.Targets.Single(target => target.ProcessId == process.Id).DiagnosticsSocket, StringComparison.Ordinal);
        }

        temporary.Delete(recursive: true);
    }

    [Theory]
    [InlineData(null, "MathGame", true)]
    [InlineData(null, "dotnet", false)]
    [InlineData(null, "VBCSCompiler", false)]
    [InlineData(null, "testhost", false)]
    [InlineData(null, "dotnet-counters", false)]
    [InlineData(null, "Arthas.Hub", false)]
    [InlineData("Math*, Other", "MathGame", true)]
    [InlineData("Math*, Other", "Other", true)]
    [InlineData("Math*, Other", "Third", false)]
    [InlineData("Arthas.Hub", "Arthas.Hub", true)]
    public void Offers_application_by_patterns_or_no_tools(string? patterns, string app, bool offered) =>
        Assert.Equal(offered, new TargetFilter(patterns).Offers(app));

    private static TargetWatch Watch(string apps) => new(new AgentOptions { Apps = apps }, TimeProvider.System);

    private static async Task UntilAsync(TargetWatch watch, Func<bool> condition)
    {
        var met = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        watch.Changed += Check;
        Check();
        await met.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        watch.Changed -= Check;

        void Check()
        {
            if (condition())
            {
                met.TrySetResult();
            }
        }
    }
}
