using Arthas.EndToEnd.Running;

namespace Arthas.Benchmarks.Pairs;

/// <summary>A target that was attached to, and one whose watch has ended, against one that was never attached to.</summary>
internal sealed class RevertPair : IPair
{
    private static readonly string[] Methods = ["Add", "Work"];

    public string Name => "revert";

    public async Task<IReadOnlyList<Row>> MeasureAsync(Effort effort)
    {
        await using var ours = await HotLoopProcess.StartAsync();
        await using var other = await HotLoopProcess.StartAsync();
        await ours.WarmUpAsync(Methods);
        await other.WarmUpAsync(Methods);
        await using var hub = await HubProcess.StartForAsync(ours.Process);

        await hub.Api.ResultsAsync("sysprop");
        var rows = new List<Row>(await RowsAsync("attached, idle"));
        foreach (var method in Methods)
        {
            await using var watching = await Watching.StartAsync(hub.Api, $"watch HotLoop.Calls {method}");
            await ours.NanosecondsAsync(method);
        }

        rows.AddRange(await RowsAsync("watched and reverted"));
        return rows;

        async Task<IEnumerable<Row>> RowsAsync(string state)
        {
            var measured = Methods.ToDictionary(static method => method, static _ => (Ours: new Samples(), Other: new Samples()));
            for (var round = 0; round < effort.Rounds; round++)
            {
                foreach (var (method, (a, b)) in measured)
                {
                    a.Add(await ours.NanosecondsAsync(method));
                    b.Add(await other.NanosecondsAsync(method));
                }
            }

            return measured.Select(pair => new Row(
                $"`{pair.Key}`, {state}, against never attached",
                Amounts.Nanoseconds(pair.Value.Ours.Median),
                Amounts.Nanoseconds(pair.Value.Other.Median),
                pair.Value.Ours.Median / pair.Value.Other.Median,
                "1.00"));
        }
    }
}
