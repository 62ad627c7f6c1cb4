using Arthas.EndToEnd.Running;

namespace Arthas.Benchmarks.Pairs;

/// <summary>A method called as often as it can, all calls watched, against the same before and after.</summary>
internal sealed class ThroughputPair : IPair
{
    private const string Method = "Work";

    public string Name => "throughput";

    public async Task<IReadOnlyList<Row>> MeasureAsync(Effort effort)
    {
        await using var target = await HotLoopProcess.StartAsync();
        await target.WarmUpAsync(Method);
        await using var hub = await HubProcess.StartForAsync(target.Process);
        return
        [
            await RowAsync("params", "every call a result"),
            await RowAsync("params 'params[1] < 0'", "no call a result"),
        ];

        async Task<Row> RowAsync(string express, string what)
        {
            var (ours, other) = (new Samples(), new Samples());
            for (var round = 0; round < Math.Max(1, effort.Rounds / 5); round++)
            {
                other.Add(await target.RunAsync(Method, effort.Time) / effort.Seconds);
                await using var watching = await Watching.StartAsync(hub.Api, $"watch HotLoop.Calls {Method} {express} -n 100000000");
                ours.Add(await target.RunAsync(Method, effort.Time) / effort.Seconds);
            }

            return new($"calls of a method called as often as it can, watched for {effort.Seconds} s, {what}, against not watched", Amounts.PerSecond(ours.Median), Amounts.PerSecond(other.Median), ours.Median / other.Median, "≥ 0.85×");
        }
    }
}
