using Arthas.EndToEnd.Running;

namespace Arthas.EndToEnd.Cluster;

/// <summary><c>deploy/cluster.sh</c> as a user runs it.</summary>
[Collection("cluster")]
public sealed class ClusterScriptTests
{
    [Fact]
    public async Task Kill_demo_loses_nothing_and_leaves_nothing()
    {
        using var folder = new ScriptFolder();
        await using var script = Start(folder, "--rate", "300", "--kill-demo");

        await script.ExitAsync(TimeSpan.FromMinutes(5));

        Assert.Matches("^[0-9]+ results, 0 lost, 0 doubled, 0 announced as missed, 1 status$", script.Lines.Last());
        Assert.Equal(3, script.Lines.Count(line => line.Contains("kill -9 of node", StringComparison.Ordinal)));
        Assert.Equal(3, script.Lines.Count(line => line.Contains("kill -TERM of node", StringComparison.Ordinal)));
        Assert.Contains(script.Lines, line => line.Contains("kill -STOP of node", StringComparison.Ordinal));
        Assert.Contains(script.Lines, line => line.Contains("kill -9 of Redis", StringComparison.Ordinal));
        Assert.Equal(0, script.ExitCode);
        Assert.Equal([], folder.Left());
    }

    [Fact]
    public async Task Tour_is_printed_and_an_interrupt_leaves_nothing()
    {
        using var folder = new ScriptFolder();
        await using var script = Start(folder);
        await script.LineAsync("^Ctrl-C ends", TimeSpan.FromMinutes(2));
        var tour = script.Lines.Where(line => line.StartsWith("  curl", StringComparison.Ordinal)).Take(3).ToList();

        Assert.Contains("\"state\":\"ready\"", await Shell.BashAsync(tour[0]), StringComparison.Ordinal);
        Assert.Contains("\"type\":\"watch\"", await Shell.BashAsync(tour[1]), StringComparison.Ordinal);
        Assert.Contains("\"type\":\"watch\"", await Shell.BashAsync(tour[2]), StringComparison.Ordinal);
        script.Interrupt();
        await script.ExitAsync();

        Assert.Equal([], folder.Left());
    }

    private static RunningProcess Start(ScriptFolder folder, params string[] options)
    {
        Assert.SkipWhen(RedisProcess.WhyNot is not null, RedisProcess.WhyNot ?? "");
        Assert.SkipWhen(Installed.WhyNot("nginx") is not null, Installed.WhyNot("nginx") ?? "");
        return RunningProcess.Start(
            Path.Combine(Built.Root, "deploy/cluster.sh"),
            ["--no-build", "--port", "0", .. options],
            new Dictionary<string, string?> { ["TMPDIR"] = folder.Path, ["CONFIGURATION"] = Built.Configuration });
    }
}
