using System.Diagnostics;
using System.Text;
using Arthas.Benchmarks.Http;
using Arthas.EndToEnd.Running;

namespace Arthas.Benchmarks.Pairs;

/// <summary><c>exec version</c> against a bare Kestrel endpoint that echoes a body of the size of the answer.</summary>
internal sealed class ExecPair : IPair
{
    private const int RequestsPerTurn = 3000;
    private const int Connections = 16;

    // Until the runtime has compiled all of it as well as it can.
    private const int WarmUps = 10;

    public string Name => "exec";

    public async Task<IReadOnlyList<Row>> MeasureAsync(Effort effort)
    {
        await using var hub = await HubProcess.StartAsync();
        await using var earlier = Baseline.Hub is null ? null : await HubProcess.StartBuiltAsync(Baseline.Hub);
        var (bare, address) = await BareKestrel.StartAsync();
        await using var _ = bare;
        var exec = Connection.Post(hub.Api.Address, "/api", """{"action":"exec","command":"version"}""");
        var answer = await AnswerAsync(hub.Api.Address, exec);
        var echo = Connection.Post(address, "/echo", answer);

        var (ours, other, before) = (new Samples(), new Samples(), new Samples());
        var (manyOurs, manyOther) = (new Samples(), new Samples());
        var (costOurs, costOther) = (new Samples(), new Samples());
        using var toHub = await Connection.OpenAsync(hub.Api.Address);
        using var toBare = await Connection.OpenAsync(address);
        using var toEarlier = earlier is null ? null : await Connection.OpenAsync(earlier.Api.Address);
        var execEarlier = earlier is null ? [] : Connection.Post(earlier.Api.Address, "/api", """{"action":"exec","command":"version"}""");
        var turn = TimeSpan.FromSeconds(1);
        for (var round = -WarmUps; round < effort.Rounds; round++)
        {
            var counts = round >= 0;
            await OneByOneAsync(toHub, exec, counts ? ours : new());
            await OneByOneAsync(toBare, echo, counts ? other : new());
            if (toEarlier is not null)
            {
                await OneByOneAsync(toEarlier, execEarlier, counts ? before : new());
            }

            await ManyAsync(hub.Process, hub.Api.Address, exec, turn, counts ? manyOurs : new(), counts ? costOurs : new());
            await ManyAsync(bare, address, echo, turn, counts ? manyOther : new(), counts ? costOther : new());
        }

        return
        [
            new($"`exec version` against a bare Kestrel echo of {answer.Length} bytes, p50", Amounts.Microseconds(ours.Median), Amounts.Microseconds(other.Median), ours.Median / other.Median, "≤ 2×"),
            .. earlier is null ? Array.Empty<Row>() : [new("the same, against the earlier build", Amounts.Microseconds(ours.Median), Amounts.Microseconds(before.Median), ours.Median / before.Median, "≤ 1.2×")],
            new($"the same, requests per second on {Connections} connections", Amounts.PerSecond(manyOurs.Median), Amounts.PerSecond(manyOther.Median), manyOurs.Median / manyOther.Median, "≥ 0.5×"),
            new("the same, processor time of the server for a request", Amounts.Microseconds(costOurs.Median), Amounts.Microseconds(costOther.Median), costOurs.Median / costOther.Median, ""),
        ];
    }

    private static async Task<string> AnswerAsync(Uri address, byte[] request)
    {
        using var connection = await Connection.OpenAsync(address);
        return Encoding.UTF8.GetString((await connection.SendAsync(request)).Span);
    }

    private static async Task OneByOneAsync(Connection connection, byte[] request, Samples samples)
    {
        for (var i = 0; i < RequestsPerTurn; i++)
        {
            var sent = Stopwatch.GetTimestamp();
            await connection.SendAsync(request);
            samples.Add(Stopwatch.GetTimestamp() - sent);
        }
    }

    private static async Task ManyAsync(RunningProcess server, Uri address, byte[] request, TimeSpan time, Samples perSecond, Samples ticksPerRequest)
    {
        using var process = Process.GetProcessById(server.Id);
        var before = process.TotalProcessorTime;
        var started = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, Connections).Select(async _ =>
        {
            using var connection = await Connection.OpenAsync(address);
            var count = 0;
            for (; Stopwatch.GetElapsedTime(started) < time; count++)
            {
                await connection.SendAsync(request);
            }

            return count;
        }));
        perSecond.Add(counts.Sum() / Stopwatch.GetElapsedTime(started).TotalSeconds);
        process.Refresh();
        ticksPerRequest.Add((process.TotalProcessorTime - before).TotalSeconds * Stopwatch.Frequency / counts.Sum());
    }
}
