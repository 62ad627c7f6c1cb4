using System.Diagnostics;
using Arthas.EndToEnd.Running;

namespace Arthas.Benchmarks.Pairs;

/// <summary>From the request of a target's first watch to its answer, a fresh target each time, against its second.</summary>
internal sealed class AttachPair : IPair
{
    public string Name => "attach";

    public async Task<IReadOnlyList<Row>> MeasureAsync(Effort effort)
    {
        await using var hub = await HubProcess.StartAsync();
        var (first, second) = (new Samples(), new Samples());
        for (var round = -1; round < effort.Rounds; round++)
        {
            await using var target = await HotLoopProcess.StartAsync();
            await target.StampAsync(1);
            await hub.ListedAsync(target.Process);
            await WatchAsync(hub.Api, target, round < 0 ? new() : first);
            await WatchAsync(hub.Api, target, round < 0 ? new() : second);
        }

        return
        [
            new($"attach to the first watch result, p50 of {first.Count} fresh targets, against the second watch", Amounts.Milliseconds(first.Median), Amounts.Milliseconds(second.Median), first.Median / second.Median, ""),
        ];
    }

    private static async Task WatchAsync(ApiClient api, HotLoopProcess target, Samples samples)
    {
        var started = Stopwatch.GetTimestamp();
        var reply = await api.PostAsync(new { action = "exec", command = "watch HotLoop.Calls Stamp params -n 1", target = $"pid={target.Process.Id}" });
        samples.Add(Stopwatch.GetTimestamp() - started);
        if (reply.Text("state") != "SUCCEEDED")
        {
            throw new InvalidOperationException($"{reply}");
        }
    }
}
