using System.Diagnostics;
using System.Text;
using Arthas.Benchmarks.Http;
using Arthas.EndToEnd.Running;

namespace Arthas.Benchmarks.Pairs;

/// <summary><c>exec version</c> against a bare Kestrel endpoint that echoes a body of the size of the answer.</summary>
internal sealed class ExecPair : IPair
{
    private const int RequestsPerTurn = 500;
    private const int Connections = 16;

    public string Name => "exec";

    public async Task<IReadOnlyList<Row>> MeasureAsync(Effort effort)
    {
        await using var hub = await HubProcess.StartAsync();
        var (bare, address) = await BareKestrel.StartAsync();
        await using var _ = bare;
        var exec = Connection.Post(hub.Api.Address, "/api", """{"action":"exec","command":"version"}""");
        var answer = await AnswerAsync(hub.Api.Address, exec);
        var echo = Connection.Post(address, "/echo", answer);

        var (ours, other) = (new Samples(), new Samples());
        var (manyOurs, manyOther) = (new Samples(), new Samples());
        using var toHub = await Connection.OpenAsync(hub.Api.Address);
        using var toBare = await Connection.OpenAsync(address);
        var turn = TimeSpan.FromSeconds(1);
        for (var round = -3; round < effort.Rounds; round++)
        {
            // The first ones warm up.
            var counts = round >= 0;
            await OneByOneAsync(toHub, exec, counts ? ours : new());
            await OneByOneAsync(toBare, echo, counts ? other : new());
            (counts ? manyOurs : new()).Add(await ManyAsync(hub.Api.Address, exec, turn));
            (counts ? manyOther : new()).Add(await ManyAsync(address, echo, turn));
        }

        return
        [
            new($"`exec version` against a bare Kestrel echo of {answer.Length} bytes, p50", Amounts.Microseconds(ours.Median), Amounts.Microseconds(other.Median), ours.Median / other.Median, "≤ 2×"),
            new($"the same, requests per second on {Connections} connections", Amounts.PerSecond(manyOurs.Median), Amounts.PerSecond(manyOther.Median), manyOurs.Median / manyOther.Median, "≥ 0.5×"),
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

    /// <summary>Requests per second.</summary>
    private static async Task<double> ManyAsync(Uri address, byte[] request, TimeSpan time)
    {
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
        return counts.Sum() / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
