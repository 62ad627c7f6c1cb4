using Arthas.EndToEnd.Running;

namespace Arthas.Benchmarks.Pairs;

/// <summary>A traced method with ten calls within against a stopwatch read by hand before and after each of them.</summary>
internal sealed class TracePair : IPair
{
    // As for a condition: not so busy that the governor steps in.
    private const int BurstMilliseconds = 2, BurstsPerRound = 20, WarmUps = 200;
    private const int CallsWithin = 10;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(30);

    public string Name => "trace";

    public async Task<IReadOnlyList<Row>> MeasureAsync(Effort effort)
    {
        await using var target = await HotLoopProcess.StartAsync();
        await target.WarmUpAsync("Ten", "TenByHand");
        var plain = new Samples();
        for (var burst = 0; burst < effort.Rounds; burst++)
        {
            plain.Add(await target.NanosecondsAsync("Ten"));
        }

        await using var hub = await HubProcess.StartForAsync(target.Process);
        var (ours, other) = (new Samples(), new Samples());
        await using var tracing = await Watching.StartAsync(hub.Api, "trace HotLoop.Calls Ten '#cost > 1000'");
        for (var burst = -WarmUps; burst < effort.Rounds * BurstsPerRound; burst++)
        {
            (burst >= 0 ? ours : new()).Add(await target.NanosecondsAsync("Ten", BurstMilliseconds));
            (burst >= 0 ? other : new()).Add(await target.NanosecondsAsync("TenByHand", BurstMilliseconds));
            await Task.Delay(Pause);
        }

        var (traced, byHand) = ((ours.Median - plain.Median) / CallsWithin, (other.Median - plain.Median) / CallsWithin);
        var remarks = await tracing.RemarksAsync();
        return [new($"a call within a traced method, the tenth part of what a call with ten of them costs more, against a stopwatch read by hand before and after each{(remarks.Length == 0 ? "" : $" ({remarks})")}", Amounts.Nanoseconds(traced), Amounts.Nanoseconds(byHand), traced / byHand, "")];
    }
}
