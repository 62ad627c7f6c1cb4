using System.Diagnostics;
using System.Text.Json;
using Arthas.Benchmarks.Http;

namespace Arthas.Benchmarks.Pairs;

/// <summary>A parked consumer of a watch on HotLoop's Stamp: each result carries the time it was made at.</summary>
internal static class Arrivals
{
    /// <summary>One call of Stamp in so many milliseconds.</summary>
    public const int Period = 20;

    public const string Watch = "watch HotLoop.Calls Stamp returnObj -n 1000000";

    /// <summary>Ticks from the call in the target to the result's arrival here; one clock serves all processes.</summary>
    public static async Task<Samples> MeasureAsync(Uri address, Watching watching, TimeSpan time)
    {
        var pull = Connection.Post(address, "/api", JsonSerializer.Serialize(new { action = "pull_results", sessionId = watching.Session, consumerId = watching.Consumer }));
        using var connection = await Connection.OpenAsync(address);
        var samples = new Samples();
        var started = Stopwatch.GetTimestamp();
        await connection.SendAsync(pull); // what has gathered
        while (Stopwatch.GetElapsedTime(started) < time)
        {
            var answer = await connection.SendAsync(pull);
            var arrived = Stopwatch.GetTimestamp();
            using var document = JsonDocument.Parse(answer);
            foreach (var result in document.RootElement.GetProperty("body").GetProperty("results").EnumerateArray())
            {
                if (result.GetProperty("type").ValueEquals("watch"))
                {
                    samples.Add(arrived - result.GetProperty("value").GetInt64());
                }
            }
        }

        return samples;
    }
}
