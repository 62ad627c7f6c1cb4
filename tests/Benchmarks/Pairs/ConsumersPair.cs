using System.Diagnostics;
using System.Text.Json;
using Arthas.Benchmarks.Http;
using Arthas.Benchmarks.Links;
using Arthas.EndToEnd.Running;

namespace Arthas.Benchmarks.Pairs;

/// <summary>A hundred consumers of one session, parked at the nodes in turn, on one node and on three: against one.</summary>
internal sealed class ConsumersPair : IPair
{
    private const int Consumers = 100;

    /// <summary>Until the runtime of each node has compiled all of it as well as it can.</summary>
    private const int WarmUps = 60;

    /// <summary>In which those that were answered are parked again.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(100);

    public string Name => "consumers";

    public async Task<IReadOnlyList<Row>> MeasureAsync(Effort effort)
    {
        if (RedisProcess.WhyNot is { } why)
        {
            return [new($"{Consumers} consumers of one session ({why})", "", "", null, "")];
        }

        var rows = new List<Row>();
        foreach (var count in Nodes.Counts)
        {
            await using var nodes = await Nodes.StartAsync(count);
            var one = await ArriveAsync(nodes, 1, effort);
            var before = nodes.Resident;
            var all = await ArriveAsync(nodes, Consumers, effort);
            rows.Add(new($"a result → each of {Consumers} consumers of its session, {nodes.Text}, p50, against one consumer", Amounts.Milliseconds(all.Each.Median), Amounts.Milliseconds(one.Each.Median), all.Each.Median / one.Each.Median, ""));
            rows.Add(new("the same, until the last one has it", Amounts.Milliseconds(all.Last.Median), Amounts.Milliseconds(one.Last.Median), all.Last.Median / one.Last.Median, "≤ 2×"));
            rows.Add(new("the same, memory of the nodes", Amounts.Mebibytes(nodes.Resident), Amounts.Mebibytes(before), nodes.Resident / before, ""));
        }

        return rows;
    }

    private static async Task<(Samples Each, Samples Last)> ArriveAsync(Nodes nodes, int consumers, Effort effort)
    {
        var name = $"for{consumers}";
        await using var agent = await SimulatedAgent.StartAsync(nodes.Address(0), name);
        var (session, first) = await nodes.Api.OpenAsync(SimulatedAgent.TargetOf(name));
        await nodes.Api.PostAsync(new { action = "async_exec", command = "flood", sessionId = session });
        var all = new List<Consumer> { new(nodes.Address(0), session, first) };
        while (all.Count < consumers)
        {
            var joined = await nodes.Api.PostAsync(new { action = "join_session", sessionId = session });
            all.Add(new(nodes.Address(all.Count), session, joined.Text("consumerId")));
        }

        var (each, last) = (new Samples(), new Samples());
        await Task.WhenAll(all.Select(static consumer => consumer.ConnectAsync()));
        for (var round = -WarmUps; round < effort.Rounds * 4; round++)
        {
            var seen = all.Select(static consumer => consumer.NextAsync()).ToList();
            await Task.Delay(Rest);
            var sent = Stopwatch.GetTimestamp();
            await agent.SendAsync(1);
            var times = await Task.WhenAll(seen);
            if (round < 0)
            {
                continue;
            }

            foreach (var time in times)
            {
                each.Add(time - sent);
            }

            last.Add(times.Max() - sent);
        }

        all.ForEach(static consumer => consumer.Dispose());
        return (each, last);
    }

    private sealed class Consumer(Uri address, string session, string id) : IDisposable
    {
        private readonly byte[] _pull = Connection.Post(address, "/api", JsonSerializer.Serialize(new { action = "pull_results", sessionId = session, consumerId = id }));
        private Connection? _connection;

        public async Task ConnectAsync() => _connection = await Connection.OpenAsync(address);

        /// <summary>Pulls until a result of the job comes; answers the moment.</summary>
        public async Task<long> NextAsync()
        {
            while ((await _connection!.SendAsync(_pull)).Span.IndexOf("\"type\":\"watch\""u8) < 0)
            {
            }

            return Stopwatch.GetTimestamp();
        }

        public void Dispose() => _connection?.Dispose();
    }
}
