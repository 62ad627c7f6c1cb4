using System.Diagnostics;
using Arthas.Benchmarks.Http;
using Arthas.EndToEnd.Running;

namespace Arthas.Benchmarks.Pairs;

/// <summary>An <c>exec</c> that the agent runs, asked of the node without its link against the node with it: both on one Redis.</summary>
internal sealed class AcrossPair : IPair
{
    private const int RequestsPerTurn = 50;
    private const int WarmUps = 3;

    public string Name => "across";

    public async Task<IReadOnlyList<Row>> MeasureAsync(Effort effort)
    {
        if (RedisProcess.WhyNot is { } why)
        {
            return [new($"`exec` across nodes ({why})", "", "", null, "≤ 2×")];
        }

        await using var target = await HotLoopProcess.StartAsync();
        await using var redis = await RedisProcess.StartAsync();
        string[] options = [.. redis.Options, "--Hub:Target", $"pid={target.Process.Id}"];
        await using var linked = await HubProcess.StartAsync(options);
        await using var other = await HubProcess.StartAsync([.. options, "--Agent:Embedded", "false"]);
        await other.ListedAsync(target.Process);

        var (across, same) = (new Samples(), new Samples());
        using var toOther = await Connection.OpenAsync(other.Api.Address);
        using var toLinked = await Connection.OpenAsync(linked.Api.Address);
        for (var round = -WarmUps; round < effort.Rounds; round++)
        {
            await AskAsync(toOther, other.Api.Address, round < 0 ? new() : across);
            await AskAsync(toLinked, linked.Api.Address, round < 0 ? new() : same);
        }

        return
        [
            new($"`exec echo` through a node without the agent's link against the one with it, p50 of {across.Count}", Amounts.Milliseconds(across.Median), Amounts.Milliseconds(same.Median), across.Median / same.Median, "≤ 2×"),
            new("the same, p99", Amounts.Milliseconds(across.At(0.99)), Amounts.Milliseconds(same.At(0.99)), across.At(0.99) / same.At(0.99), ""),
        ];
    }

    private static async Task AskAsync(Connection connection, Uri address, Samples samples)
    {
        var request = Connection.Post(address, "/api", """{"action":"exec","command":"echo a"}""");
        for (var i = 0; i < RequestsPerTurn; i++)
        {
            var sent = Stopwatch.GetTimestamp();
            var answer = await connection.SendAsync(request);
            samples.Add(Stopwatch.GetTimestamp() - sent);
            if (!answer.Span.EndsWith("\"state\":\"SUCCEEDED\"}"u8))
            {
                throw new InvalidOperationException(System.Text.Encoding.UTF8.GetString(answer.Span));
            }
        }
    }
}
