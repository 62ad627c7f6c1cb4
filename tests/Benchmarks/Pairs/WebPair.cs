using System.Diagnostics;
using Arthas.EndToEnd.Running;

namespace Arthas.Benchmarks.Pairs;

/// <summary>Requests of an ASP.NET Core service whose controller is traced, <c>-n 100</c>, against the same without, in turns.</summary>
internal sealed class WebPair : IPair
{
    private const int Connections = 8;
    private const string Trace = "trace Web.ItemsController GetAsync -p Web.ItemsController";

    public string Name => "web";

    public async Task<IReadOnlyList<Row>> MeasureAsync(Effort effort)
    {
        await using var web = RunningProcess.Start(Built.Target("Web"), ["--urls", "http://127.0.0.1:0"]);
        var address = new Uri((await web.LineAsync("^web http")).Split(' ')[1]);
        await using var hub = await HubProcess.StartForAsync(web);
        using var http = new HttpClient { BaseAddress = address };
        await RequestsAsync(http, effort.Time);
        await HeardAsync(hub, http);
        var (before, during, after) = (new Samples(), new Samples(), new Samples());
        for (var round = 0; round < Math.Max(3, effort.Rounds / 3); round++)
        {
            before.Add(await RequestsAsync(http, effort.Time));
            await using (await Watching.StartAsync(hub.Api, $"{Trace} -n 100"))
            {
                during.Add(await RequestsAsync(http, effort.Time));
            }

            after.Add(await RequestsAsync(http, effort.Time));
        }

        return
        [
            new($"requests of an ASP.NET Core service for {effort.Seconds} s, of which a trace of its controller takes the first 100, against no trace", Amounts.PerSecond(during.Median), Amounts.PerSecond(before.Median), during.Median / before.Median, ""),
            new("the same after the trace has ended, against before it", Amounts.PerSecond(after.Median), Amounts.PerSecond(before.Median), after.Median / before.Median, "1.00×"),
        ];
    }

    /// <summary>A trace that hears nothing costs nothing.</summary>
    private static async Task HeardAsync(HubProcess hub, HttpClient http)
    {
        var trace = hub.Api.ExecAsync($"{Trace} -n 10");
        while (!trace.IsCompleted)
        {
            await http.GetStringAsync(new Uri("items/1", UriKind.Relative));
        }

        var results = (await trace).GetProperty("body").GetProperty("results").EnumerateArray().ToList();
        if (results.Count(static result => result.Is("trace")) != 10)
        {
            throw new InvalidOperationException($"{Trace} heard {results.Count(static result => result.Is("trace"))} of 10 calls: {results[^1]}");
        }
    }

    private static async Task<double> RequestsAsync(HttpClient http, TimeSpan time)
    {
        var started = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, Connections).Select(async _ =>
        {
            var count = 0;
            for (; Stopwatch.GetElapsedTime(started) < time; count++)
            {
                await http.GetStringAsync(new Uri($"items/{count}", UriKind.Relative));
            }

            return count;
        }));
        return counts.Sum() / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
