namespace Arthas.Silo.Tests.Processes;

/// <summary>Nodes die under a watch whose values count; nothing may be missing, nothing come twice, and one status end it.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Rate = 100;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_one_after_the_other_lose_nothing()
    {
        await using var cluster = await Cluster.StartBothAsync(3, Rate);
        await using var watcher = new Watcher(cluster);
        await watcher.StartAsync(Cancel);

        foreach (var node in cluster.Silos)
        {
            watcher.Mark();
            await node.Process.KillAsync();
            await watcher.MoreAsync(3 * Rate);
            output.WriteLine($"SIGKILL: longest time without an answered pull {watcher.LongestSilence.TotalSeconds:0.00} s");
            await node.DisposeAsync();
            await node.StartAsync();
        }

        await EndAsync(watcher);
    }

    [Fact]
    public async Task Stopped_for_longer_than_detection_loses_nothing()
    {
        await using var cluster = await Cluster.StartBothAsync(3, Rate);
        await using var watcher = new Watcher(cluster);
        await watcher.StartAsync(Cancel);

        watcher.Mark();
        cluster.Silos[1].Process.Stop();
        await watcher.MoreAsync(10 * Rate);
        output.WriteLine($"SIGSTOP: longest time without an answered pull {watcher.LongestSilence.TotalSeconds:0.00} s");
        cluster.Silos[1].Process.Continue();
        await watcher.MoreAsync(3 * Rate);

        await EndAsync(watcher);
    }

    [Fact]
    public async Task Rolling_restart_loses_nothing()
    {
        await using var cluster = await Cluster.StartBothAsync(3, Rate);
        await using var watcher = new Watcher(cluster);
        await watcher.StartAsync(Cancel);

        foreach (var node in cluster.Silos)
        {
            watcher.Mark();
            node.Process.Interrupt();
            await node.Process.ExitAsync();
            await watcher.MoreAsync(Rate);
            await node.DisposeAsync();
            await node.StartAsync();
            await watcher.MoreAsync(Rate);
            output.WriteLine($"restart: longest time without an answered pull {watcher.LongestSilence.TotalSeconds:0.00} s");
        }

        await EndAsync(watcher);
    }

    [Fact]
    public async Task Hubs_apart_from_silos_outlive_a_silo()
    {
        await using var cluster = await Cluster.StartApartAsync(hubs: 2, silos: 2, Rate);
        await using var watcher = new Watcher(cluster);
        await watcher.StartAsync(Cancel);

        watcher.Mark();
        await cluster.Silos[0].Process.KillAsync();
        await watcher.MoreAsync(3 * Rate);
        output.WriteLine($"SIGKILL of a silo under hubs: longest time without an answered pull {watcher.LongestSilence.TotalSeconds:0.00} s");

        await EndAsync(watcher);
    }

    private async Task EndAsync(Watcher watcher)
    {
        await watcher.FinishAsync(Cancel);
        output.WriteLine($"{watcher.Values.Count} values, {watcher.Missed} missed, {watcher.Failures} requests failed and were asked again");
        Assert.Equal(Enumerable.Range(0, watcher.Values.Count).Select(n => watcher.Values[0] + n), watcher.Values);
        Assert.Equal(0, watcher.Missed);
        Assert.Single(watcher.Statuses);
    }
}
