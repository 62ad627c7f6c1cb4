using Arthas.EndToEnd.Running;

namespace Arthas.Benchmarks.Pairs;

/// <summary>
/// A watched method whose condition is false against the same method with a hand-written try/finally and delegate
/// call, in one process and in turns.
/// </summary>
internal sealed class ConditionPair : IPair
{
    // A busy method, yet not so busy that the governor steps in: a job may take a tenth of a core.
    private const int BurstMilliseconds = 2;
    private const int BurstsPerRound = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    // The woven body is compiled twice, the second time as well as the runtime can.
    private const int WarmUps = 200;

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
        ];

        async Task<Row> RowAsync(string method, string condition, string aim)
        {
            var plain = new Samples();
            for (var burst = 0; burst < effort.Rounds; burst++)
            {
                plain.Add(await target.NanosecondsAsync(method));
            }

            var (ours, other) = (new Samples(), new Samples());
            await using var watching = await Watching.StartAsync(hub.Api, $"watch HotLoop.Calls {method} params '{condition}'");
            for (var burst = -WarmUps; burst < effort.Rounds * BurstsPerRound; burst++)
            {
                (burst >= 0 ? ours : new()).Add(await target.NanosecondsAsync(method, BurstMilliseconds));
                (burst >= 0 ? other : new()).Add(await target.NanosecondsAsync(method + "ByHand", BurstMilliseconds));
                await Task.Delay(Pause);
            }

            var remarks = await watching.RemarksAsync();
            var what = $"a method of {Amounts.Nanoseconds(plain.Median)} watched with the false condition `{condition}` against try/finally and a delegate call by hand";
            return new(remarks.Length == 0 ? what : $"{what} ({remarks})", Amounts.Nanoseconds(ours.Median), Amounts.Nanoseconds(other.Median), ours.Median / other.Median, aim);
        }
    }
}
