using System.Diagnostics;
using System.Runtime;
using System.Text.Json;
using Arthas.Benchmarks.Http;
using Arthas.EndToEnd.Running;

namespace Arthas.Benchmarks.Pairs;

/// <summary>Ten thousand consumers, each parked on a connection of its own: what each costs, and what the others feel.</summary>
internal sealed class ParkedPair : IPair
{
    private const int Consumers = 10_000;

    /// <summary>So long the garbage collector is busy with what ten thousand opened sessions left behind.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(15);

    /// <summary>More than the clients allocate meanwhile.</summary>
    private const long ClientBytes = 200_000_000;

    public string Name => "parked";

    public async Task<IReadOnlyList<Row>> MeasureAsync(Effort effort)
    {
        await using var target = await HotLoopProcess.StartAsync();
        await using var hub = await HubProcess.StartForAsync(target.Process);
        var address = hub.Api.Address;
        await target.StampAsync(Arrivals.Period);
        await using var watching = await Watching.StartAsync(hub.Api, Arrivals.Watch);
        await Arrivals.MeasureAsync(address, watching, TimeSpan.FromSeconds(2));
        var alone = await Arrivals.MeasureAsync(address, watching, 3 * effort.Time);

        var before = Memory.Of(hub.Process);
        var pulls = new List<byte[]>(Consumers);
        using (var connection = await Connection.OpenAsync(address))
        {
            var open = Connection.Post(address, "/api", """{"action":"init_session"}""");
            while (pulls.Count < Consumers)
            {
                using var opened = JsonDocument.Parse(await connection.SendAsync(open));
                pulls.Add(Connection.Post(address, "/api", JsonSerializer.Serialize(new { action = "pull_results", sessionId = opened.RootElement.Text("sessionId"), consumerId = opened.RootElement.Text("consumerId") })));
            }
        }

        var opens = Memory.Of(hub.Process);
        double parked;
        Samples meanwhile;
        await using (await Crowd.ParkAsync(address, pulls))
        {
            await Arrivals.MeasureAsync(address, watching, Settling);
            // A collection among ten thousand clients in one process is longer than any of theirs would be.
            GC.TryStartNoGCRegion(ClientBytes);
            meanwhile = await Arrivals.MeasureAsync(address, watching, 3 * effort.Time);
            if (GCSettings.LatencyMode == GCLatencyMode.NoGCRegion)
            {
                GC.EndNoGCRegion();
            }

            parked = Memory.Of(hub.Process);
        }

        var (bare, bareAddress) = await BareKestrel.StartAsync();
        await using var _ = bare;
        var bareBefore = Memory.Of(bare);
        double bareParked;
        await using (await Crowd.ParkAsync(bareAddress, [.. Enumerable.Repeat(Connection.Post(bareAddress, "/park", "{}"), Consumers)]))
        {
            await Task.Delay(effort.Time);
            bareParked = Memory.Of(bare);
        }

        var (ours, other) = ((parked - before) / Consumers, (bareParked - bareBefore) / Consumers);
        return
        [
            new($"{Consumers:N0} parked consumers, memory for each (of it {Amounts.Bytes((opens - before) / Consumers)} for its session), against requests that a bare Kestrel parks", Amounts.Bytes(ours), Amounts.Bytes(other), ours / other, ""),
            new("a result → its consumer meanwhile, p50, against when it is alone", Amounts.Milliseconds(meanwhile.Median), Amounts.Milliseconds(alone.Median), meanwhile.Median / alone.Median, ""),
            new("the same, p99", Amounts.Milliseconds(meanwhile.At(0.99)), Amounts.Milliseconds(alone.At(0.99)), meanwhile.At(0.99) / alone.At(0.99), "≤ 2×"),
        ];
    }
}
