using System.Globalization;
using Arthas.EndToEnd.Running;

namespace Arthas.Benchmarks;

/// <summary>The target that measures itself, see tests/Targets/HotLoop.</summary>
internal sealed class HotLoopProcess : IAsyncDisposable
{
    private int _orders;

    private HotLoopProcess(RunningProcess process) => Process = process;

    public RunningProcess Process { get; }

    public static async Task<HotLoopProcess> StartAsync()
    {
        var process = RunningProcess.Start(Built.Target("HotLoop"), []);
        await process.LineAsync("hot loop");
        return new HotLoopProcess(process);
    }

    /// <summary>Until the runtime has compiled what is hot as well as it can.</summary>
    public async Task WarmUpAsync(params string[] methods)
    {
        for (var i = 0; i < 4; i++)
        {
            foreach (var method in methods)
            {
                await NanosecondsAsync(method, 200);
            }
        }
    }

    public Task<double> NanosecondsAsync(string method, int milliseconds = 20) => OrderAsync("ns", method, milliseconds);

    /// <summary>Calls in that time.</summary>
    public Task<double> RunAsync(string method, TimeSpan time) => OrderAsync("run", method, (int)time.TotalMilliseconds);

    public Task StampAsync(int milliseconds) => Process.SendAsync($"stamp {milliseconds}");

    public ValueTask DisposeAsync() => Process.DisposeAsync();

    private async Task<double> OrderAsync(string verb, string method, int milliseconds)
    {
        var number = ++_orders;
        await Process.SendAsync($"{number} {verb} {method} {milliseconds}");
        var answer = await Process.LineAsync($"^{number} ", TimeSpan.FromMilliseconds(milliseconds) + TimeSpan.FromSeconds(30));
        return double.Parse(answer.Split(' ')[2], CultureInfo.InvariantCulture);
    }
}
