using Arthas.EndToEnd.Running;

namespace Arthas.Benchmarks.Pairs;

/// <summary>
/// A watched method whose condition is false against the same method with a hand-written try/finally and delegate
/// call, in one process and in turns.
/// </summary>
internal sealed class ConditionPair : IPair
{
    // So that the governor does not step in: a job may take a tenth of a core.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    public string Name => "condition";

    public async Task<IReadOnlyList<Row>> MeasureAsync(Effort effort)
    {
        await using var target = await HotLoopProcess.StartAsync();
        await target.WarmUpAsync("Add", "AddByHand", "Work", "WorkByHand");
        await using var hub = await HubProcess.StartForAsync(target.Process);
        return
        [
            await RowAsync("Work", "params[1] < 0", "≤ 2×"),
            await RowAsync("Add", "params[1] < 0", "≤ 2×"),
            await RowAsync("Work", "#cost > 1000", ""),
            await RowAsync("Add", "#cost > 1000", ""),
        ];

        async Task<Row> RowAsync(string method, string condition, string aim)
        {
            var plain = new Samples();
            for (var round = 0; round < effort.Rounds; round++)
            {
                plain.Add(await target.NanosecondsAsync(method));
            }

            var (ours, other) = (new Samples(), new Samples());
            await using var watching = await Watching.StartAsync(hub.Api, $"watch HotLoop.Calls {method} params '{condition}'");
            for (var round = 0; round < effort.Rounds; round++)
            {
                ours.Add(await target.NanosecondsAsync(method, 5));
                other.Add(await target.NanosecondsAsync(method + "ByHand", 5));
                await Task.Delay(Pause);
            }

            var remarks = await watching.RemarksAsync();
            var what = $"a method of {Amounts.Nanoseconds(plain.Median)} watched with the false condition `{condition}` against try/finally and a delegate call by hand";
            return new(remarks.Length == 0 ? what : $"{what} ({remarks})", Amounts.Nanoseconds(ours.Median), Amounts.Nanoseconds(other.Median), ours.Median / other.Median, aim);
        }
    }
}
