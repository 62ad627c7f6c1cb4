using Arthas.EndToEnd.Running;

namespace Arthas.Benchmarks.Pairs;

/// <summary>From a result made in the probe to its arrival at a parked consumer.</summary>
internal sealed class ArrivalPair : IPair
{
    public string Name => "arrival";

    public async Task<IReadOnlyList<Row>> MeasureAsync(Effort effort)
    {
        await using var target = await HotLoopProcess.StartAsync();
        await using var hub = await HubProcess.StartForAsync(target.Process);
        await target.StampAsync(Arrivals.Period);
        await using var watching = await Watching.StartAsync(hub.Api, Arrivals.Watch);
        await Arrivals.MeasureAsync(hub.Api.Address, watching, TimeSpan.FromSeconds(2));
        var samples = await Arrivals.MeasureAsync(hub.Api.Address, watching, effort.Time * 3);
        return
        [
            new($"a result in the probe → a parked consumer, p50 of {samples.Count}", Amounts.Milliseconds(samples.Median), "", null, ""),
            new("the same, p99", Amounts.Milliseconds(samples.At(0.99)), "", null, "≤ 10 ms"),
        ];
    }
}
