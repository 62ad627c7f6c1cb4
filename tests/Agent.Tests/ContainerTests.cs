using System.Globalization;

namespace Arthas.Agent.Tests;

/// <summary>A target with process numbers, mounts and a /tmp of its own, as in a container.</summary>
public sealed class ContainerTests
{
    [Fact]
    public async Task Commands_reach_a_target_in_namespaces_of_its_own()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && File.Exists("/usr/bin/unshare"), "only root can make namespaces");
        await using var outside = RunningProcess.Start(
            "unshare",
            ["--mount", "--pid", "--fork", "--kill-child", "sh", "-c", "mount -t proc proc /proc && mount -t tmpfs tmpfs /mnt && cp -r \"$1\" /mnt/app && mount -t tmpfs tmpfs /tmp && exec /mnt/app/MathGame --interval 50", "sh", Path.GetDirectoryName(Built.Target("MathGame"))!]);
        await outside.LineAsync("=|number is");
        var pid = ChildOf(outside.Id);
        await using var agent = await TestAgent.StartAsync();
        await using var hub = await HubEnd.WelcomeAsync(agent);
        var id = $"MathGame_{Environment.MachineName}-{pid}";

        var watch = await hub.ExecAsync(1, id, "watch", "demo.MathGame", "primeFactors", "{params}", "-n", "1");
        var thread = await hub.ExecAsync(2, id, "thread", "1");
        var jad = await hub.ExecAsync(3, id, "jad", "demo.MathGame");

        Assert.Equal(["enhancer", "watch", "status"], watch.Select(result => result.GetProperty("type").GetString()));
        Assert.Contains("<Main>$", thread[0].GetProperty("threadInfo").GetProperty("stackTrace").EnumerateArray().Select(frame => frame.GetProperty("methodName").GetString()));
        Assert.Equal("/mnt/app/MathGame.dll", jad[0].GetProperty("location").GetString());
    }

    private static int ChildOf(int pid) =>
        int.Parse(File.ReadAllText($"/proc/{pid}/task/{pid}/children").Split(' ')[0], CultureInfo.InvariantCulture);
}
