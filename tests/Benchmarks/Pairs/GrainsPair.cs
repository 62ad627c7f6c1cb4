using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using Arthas.Benchmarks.Http;
using Arthas.EndToEnd.Running;

namespace Arthas.Benchmarks.Pairs;

/// <summary>A node of the <c>orleans</c> engine against one of the <c>redis</c> engine, each with a Redis of its own that loses nothing.</summary>
internal sealed class GrainsPair : IPair
{
    private const int RequestsPerTurn = 50;
    private const int WarmUps = 5;

    public string Name => "grains";

    public async Task<IReadOnlyList<Row>> MeasureAsync(Effort effort)
    {
        if ((RedisProcess.WhyNot ?? await WithoutOrleansAsync()) is { } why)
        {
            return [new($"A request through grains ({why})", "", "", null, "")];
        }

        await using var redis = await RedisProcess.StartAsync();
        await using var siloRedis = await RedisProcess.StartAsync();
        await using var target = await HotLoopProcess.StartAsync();
        string[] options = ["--Hub:Target", $"pid={target.Process.Id}"];
        await using var hub = await HubProcess.StartAsync([.. redis.Options, .. options]);
        // Without --Cluster:Engine: a silo is one.
        await using var silo = RunningProcess.Start(
            Built.Silo, ["--urls", "http://127.0.0.1:0", "--Silo:Port", $"{FreePort()}", "--Silo:Gateway", $"{FreePort()}", .. siloRedis.Options[2..], .. options]);
        var address = new Uri(Regex.Match(await silo.LineAsync(@"listens on http://127\.0\.0\.1:[1-9]\d*"), @"http://127\.0\.0\.1:\d+").Value);
        await hub.ListedAsync(target.Process);
        await ListedAsync(address, target.Process);

        using var toSilo = await Connection.OpenAsync(address);
        using var toHub = await Connection.OpenAsync(hub.Api.Address);
        var rows = new List<Row>();
        foreach (var (what, body) in new[]
        {
            ("`init_session`", """{"action":"init_session"}"""),
            ("`exec version` in a session", $$"""{"action":"exec","command":"version","sessionId":"SESSION"}"""),
            ("`exec echo`, which the agent runs", """{"action":"exec","command":"echo a"}"""),
        })
        {
            var (ours, other) = (new Samples(), new Samples());
            var (siloRequest, hubRequest) = (await RequestAsync(toSilo, address, body), await RequestAsync(toHub, hub.Api.Address, body));
            for (var round = -WarmUps; round < effort.Rounds; round++)
            {
                await AskAsync(toSilo, siloRequest, round < 0 ? new() : ours);
                await AskAsync(toHub, hubRequest, round < 0 ? new() : other);
            }

            rows.Add(new($"{what} through the `orleans` engine against the `redis` engine, p50", Amounts.Milliseconds(ours.Median), Amounts.Milliseconds(other.Median), ours.Median / other.Median, ""));
            rows.Add(new("the same, p99", Amounts.Milliseconds(ours.At(0.99)), Amounts.Milliseconds(other.At(0.99)), ours.At(0.99) / other.At(0.99), ""));
        }

        return rows;
    }

    /// <summary>A silo that was built without Orleans says why, and ends with 1.</summary>
    private static async Task<string?> WithoutOrleansAsync()
    {
        using var process = Process.Start(new ProcessStartInfo(Built.Silo, "--help") { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var why = await process.StandardError.ReadToEndAsync();
        await output;
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? null : why.Trim();
    }

    private static async Task<byte[]> RequestAsync(Connection connection, Uri address, string body)
    {
        var answer = await connection.SendAsync(Connection.Post(address, "/api", """{"action":"init_session"}"""));
        using var json = JsonDocument.Parse(answer);
        return Connection.Post(address, "/api", body.Replace("SESSION", json.RootElement.GetProperty("sessionId").GetString(), StringComparison.Ordinal));
    }

    private static async Task AskAsync(Connection connection, byte[] request, Samples samples)
    {
        for (var i = 0; i < RequestsPerTurn; i++)
        {
            var sent = Stopwatch.GetTimestamp();
            var answer = await connection.SendAsync(request);
            samples.Add(Stopwatch.GetTimestamp() - sent);
            if (answer.Span.IndexOf("\"state\":\"SUCCEEDED\""u8) < 0)
            {
                throw new InvalidOperationException(System.Text.Encoding.UTF8.GetString(answer.Span));
            }
        }
    }

    private static async Task ListedAsync(Uri address, RunningProcess target)
    {
        using var http = new HttpClient { BaseAddress = address };
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!(await http.GetStringAsync(new Uri("/api/v1/targets", UriKind.Relative), limit.Token)).Contains($"\"pid\":{target.Id},", StringComparison.Ordinal))
        {
            await Task.Delay(50, limit.Token);
        }
    }

    private static int FreePort()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        return ((IPEndPoint)free.LocalEndpoint).Port;
    }
}
