using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Arthas.Benchmarks.Http;
using Arthas.Benchmarks.Links;
using Arthas.EndToEnd.Running;
using StackExchange.Redis;

namespace Arthas.Benchmarks.Pairs;

/// <summary>Results from an agent's link through the journal in Redis to a consumer, against a plain XADD/XREAD loop on the same server with the same client.</summary>
internal sealed class StorePair : IPair
{
    private const int MostBehind = 5000;

    public string Name => "store";

    public async Task<IReadOnlyList<Row>> MeasureAsync(Effort effort)
    {
        if (RedisProcess.WhyNot is { } why)
        {
            return [new($"results through redis ({why})", "", "", null, "≥ 0.6×")];
        }

        await using var redis = await RedisProcess.StartAsync();
        await using var hub = await HubProcess.StartAsync([.. redis.Options, "--Agent:Embedded", "false", "--Agent:Token", SimulatedAgent.Token]);
        await using var agent = await SimulatedAgent.StartAsync(hub.Api.Address);
        var (session, consumer) = await hub.Api.OpenAsync(SimulatedAgent.TargetOf());
        await hub.Api.PostAsync(new { action = "async_exec", command = "flood", sessionId = session });
        using var connection = await Connection.OpenAsync(hub.Api.Address);
        await using var plain = await PlainAsync(redis.Options[^1]);

        var (ours, other) = (new Samples(), new Samples());
        var (sent, seen) = (0L, 0L);
        for (var round = -1; round < effort.Rounds; round++)
        {
            (round < 0 ? new() : ours).Add(await RateAsync(TimeSpan.FromSeconds(1), agent.SendAsync, PullAsync));
            (round < 0 ? new() : other).Add(await RateAsync(TimeSpan.FromSeconds(1), plain.WriteAsync, plain.ReadAsync));
        }

        return [new($"results of {Results.Length} bytes through Redis (link, journal, log, pulls) against a plain XADD/XREAD loop, p50", Amounts.PerSecond(ours.Median), Amounts.PerSecond(other.Median), ours.Median / other.Median, "≥ 0.6×")];

        async Task<long> PullAsync()
        {
            var pull = Connection.Post(hub.Api.Address, "/api", JsonSerializer.Serialize(new { action = "pull_results", sessionId = session, consumerId = consumer }));
            var answer = (await connection.SendAsync(pull)).Span;
            return answer.Count("\"type\":\"watch\""u8);
        }

        // Writer and reader at once; the writer waits when the reader is far behind, so that nothing is dropped unread.
        async Task<double> RateAsync(TimeSpan time, Func<Task<int>> write, Func<Task<long>> read)
        {
            (sent, seen) = (0, 0);
            var started = Stopwatch.GetTimestamp();
            var writing = Task.Run(async () =>
            {
                while (Stopwatch.GetElapsedTime(started) < time)
                {
                    if (Volatile.Read(ref sent) - Volatile.Read(ref seen) > MostBehind)
                    {
                        await Task.Yield();
                        continue;
                    }

                    Volatile.Write(ref sent, sent + await write());
                }
            });
            while (!writing.IsCompleted || seen < sent)
            {
                Volatile.Write(ref seen, seen + await read());
            }

            await writing;
            return seen / Stopwatch.GetElapsedTime(started).TotalSeconds;
        }
    }

    private static byte[] Results { get; } = Encoding.UTF8.GetBytes("""{"type":"watch","jobId":1,"ts":1795299620116,"cost":0.077305,"className":"demo.Flood","methodName":"next","accessPoint":"AtExit","value":42}""");

    private static async Task<Plain> PlainAsync(string server) =>
        new(await ConnectionMultiplexer.ConnectAsync(server), await ConnectionMultiplexer.ConnectAsync(server));

    private sealed class Plain(ConnectionMultiplexer writer, ConnectionMultiplexer reader) : IAsyncDisposable
    {
        private const int Batch = 500;

        private string _last = "0-0";

        public async Task<int> WriteAsync()
        {
            var database = writer.GetDatabase();
            await Task.WhenAll(Enumerable.Range(0, Batch).Select(_ => database.ExecuteAsync("XADD", "plain", "MAXLEN", "~", "10000", "*", "j", "1", "t", "watch", "d", Results)));
            return Batch;
        }

        public async Task<long> ReadAsync()
        {
            var answer = await reader.GetDatabase().ExecuteAsync("XREAD", "COUNT", "1000", "STREAMS", "plain", _last);
            if (answer.IsNull)
            {
                return 0;
            }

            // Of one stream: name and entries, in a map of RESP3 or a pair of RESP2.
            var entries = answer.Resp3Type == ResultType.Map ? answer[1] : answer[0][1];
            _last = (string)entries[entries.Length - 1][0]!;
            return entries.Length;
        }

        public ValueTask DisposeAsync()
        {
            writer.Dispose();
            reader.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
