using System.Diagnostics;
using Arthas.Benchmarks.Http;
using Arthas.EndToEnd.Running;

namespace Arthas.Benchmarks.Pairs;

/// <summary>The hub without any option, from its start to its first answer, against a bare Kestrel; and what it then has in use.</summary>
internal sealed class StartPair : IPair
{
    public string Name => "start";

    public async Task<IReadOnlyList<Row>> MeasureAsync(Effort effort)
    {
        var (ours, other, earlier) = (new Samples(), new Samples(), new Samples());
        var (memory, memoryOther, memoryEarlier) = (new Samples(), new Samples(), new Samples());
        for (var round = -1; round < Math.Max(5, effort.Rounds / 4); round++)
        {
            await StartAsync(Built.Hub, round < 0 ? new() : ours, round < 0 ? new() : memory);
            if (Baseline.Hub is not null)
            {
                await StartAsync(Baseline.Hub, round < 0 ? new() : earlier, round < 0 ? new() : memoryEarlier);
            }

            var begin = Stopwatch.GetTimestamp();
            var (bare, address) = await BareKestrel.StartAsync();
            await using var _ = bare;
            using var connection = await Connection.OpenAsync(address);
            await connection.SendAsync(Connection.Post(address, "/echo", "{}"));
            (round < 0 ? new() : other).Add(Stopwatch.GetTimestamp() - begin);
            (round < 0 ? new() : memoryOther).Add(Memory.Of(bare));
        }

        var rows = new List<Row>
        {
            new("start of the hub to its first answer, against a bare Kestrel", Amounts.Milliseconds(ours.Median), Amounts.Milliseconds(other.Median), ours.Median / other.Median, ""),
            new("the same, memory then", Amounts.Mebibytes(memory.Median), Amounts.Mebibytes(memoryOther.Median), memory.Median / memoryOther.Median, ""),
        };
        if (Baseline.Hub is not null)
        {
            rows.Add(new("start of the hub to its first answer, against the earlier build", Amounts.Milliseconds(ours.Median), Amounts.Milliseconds(earlier.Median), ours.Median / earlier.Median, ""));
            rows.Add(new("the same, memory then", Amounts.Mebibytes(memory.Median), Amounts.Mebibytes(memoryEarlier.Median), memory.Median / memoryEarlier.Median, ""));
        }

        return rows;
    }

    private static async Task StartAsync(string executable, Samples times, Samples memory)
    {
        var begin = Stopwatch.GetTimestamp();
        await using var hub = await HubProcess.StartBuiltAsync(executable);
        using var connection = await Connection.OpenAsync(hub.Api.Address);
        await connection.SendAsync(Connection.Post(hub.Api.Address, "/api", """{"action":"exec","command":"version"}"""));
        times.Add(Stopwatch.GetTimestamp() - begin);
        memory.Add(Memory.Of(hub.Process));
    }
}
