using Arthas.Benchmarks.Http;
using Arthas.Benchmarks.Links;
using Arthas.EndToEnd.Running;

namespace Arthas.Benchmarks.Pairs;

/// <summary>Ten thousand sessions that nobody asks for anything, on one node and on three: against the same nodes without them.</summary>
internal sealed class IdlePair : IPair
{
    private const int Sessions = 10_000;
    private const int AtOnce = 50;

    public string Name => "idle";

    public async Task<IReadOnlyList<Row>> MeasureAsync(Effort effort)
    {
        if (RedisProcess.WhyNot is { } why)
        {
            return [new($"{Sessions:N0} idle sessions ({why})", "", "", null, "")];
        }

        var rows = new List<Row>();
        foreach (var count in Nodes.Counts)
        {
            await using var nodes = await Nodes.StartAsync(count);
            // The code of fresh nodes gets faster for a while.
            await AskAsync();
            var alone = await AskAsync();
            var (before, store) = (nodes.Resident, nodes.RedisResident);
            await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(turn => OpenAsync(nodes.Address(turn))));
            var among = await AskAsync();
            rows.Add(new($"{Sessions:N0} idle sessions, {nodes.Text}: memory of the nodes, against without (and {Amounts.Bytes((nodes.RedisResident - store) / Sessions)} in Redis for each)", Amounts.Mebibytes(nodes.Resident), Amounts.Mebibytes(before), nodes.Resident / before, ""));
            rows.Add(new("`exec version` meanwhile, p50, against without", Amounts.Milliseconds(among.Median), Amounts.Milliseconds(alone.Median), among.Median / alone.Median, ""));

            Task<Samples> AskAsync() => nodes.AskAsync(effort.Rounds * 50, static _ => """{"action":"exec","command":"version"}""");
        }

        return rows;
    }

    private static async Task OpenAsync(Uri address)
    {
        using var connection = await Connection.OpenAsync(address);
        var open = Connection.Post(address, "/api", """{"action":"init_session"}""");
        for (var i = 0; i < Sessions / AtOnce; i++)
        {
            await connection.SendAsync(open);
        }
    }
}
