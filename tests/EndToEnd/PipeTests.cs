using System.Text.Json;
using Arthas.EndToEnd.Running;

namespace Arthas.EndToEnd;

/// <summary>Results as text through filters, of commands that run in a target.</summary>
public sealed class PipeTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"arthas-pipes-{Guid.NewGuid():N}");

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    [Fact]
    public async Task Filters_work_on_what_a_person_would_read()
    {
        await using var game = await TargetProcess.MathGameAsync(interval: 20);
        await using var hub = await HubProcess.StartForAsync(game);

        var methods = await hub.Api.ResultsAsync("sm demo.MathGame | grep -n primeFactors");
        var count = await hub.Api.ResultsAsync("watch demo.MathGame primeFactors params -n 5 | grep ts= | wc -l");
        var render = await hub.Api.ResultsAsync("watch demo.MathGame print '{params[0], 1.5}' -n 1 -x 2 | grep -e '@(Int32|Double)'");

        Assert.Matches(@"^\d+:demo\.MathGame primeFactors\(", Text(methods));
        Assert.Equal("5", Text(count));
        Assert.Matches(@"^    @Int32\[\d+\],\n    @Double\[1\.5\],$", Text(render));
        Assert.All([methods, count, render], results => Assert.Equal(["text", "status"], results.Select(result => result.Text("type"))));
    }

    [Fact]
    public async Task An_endless_command_is_filtered_as_it_goes_and_counted_when_it_ends()
    {
        await using var game = await TargetProcess.MathGameAsync(interval: 20);
        await using var hub = await HubProcess.StartForAsync(game, "--Agent:Output", _folder, "--Hub:Leases:Interrupt", "00:00:20");
        var (session, consumer) = await hub.Api.OpenAsync();
        await hub.Api.PostAsync(new { action = "async_exec", command = "watch demo.MathGame primeFactors params -n 100000 | grep ts= | tee ts.txt | wc -l", sessionId = session });
        await hub.Api.PostAsync(new { action = "async_exec", command = "watch demo.MathGame print params -n 100000 | grep -n @Object &", sessionId = session });

        var lines = new List<string>();
        while (lines.Count < 5)
        {
            lines.AddRange((await hub.Api.PullAsync(session, consumer)).Where(result => result.Is("text")).Select(result => result.Text("text")));
        }

        Assert.All(lines, line => Assert.EndsWith("result=@Object[][", line, StringComparison.Ordinal));
        var numbers = lines.Select(line => int.Parse(line.Split(':')[0], System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(numbers.Order(), numbers);

        await hub.Api.PostAsync(new { action = "interrupt_job", sessionId = session });
        var last = await hub.Api.PullUntilAsync(session, consumer, result => result.Is("status"));
        var (status, count) = (last.One("status"), last.Last(result => result.Is("text") && !result.Text("text").Contains('@', StringComparison.Ordinal)));
        Assert.Equal((0, status.GetProperty("jobId").GetInt32()), (status.GetProperty("statusCode").GetInt32(), count.GetProperty("jobId").GetInt32()));
        var written = await File.ReadAllLinesAsync(Path.Combine(_folder, "ts.txt"), TestContext.Current.CancellationToken);
        Assert.NotEmpty(written);
        Assert.Equal($"{written.Length}", count.Text("text"));
    }

    [Fact]
    public async Task Grep_that_has_enough_ends_the_command()
    {
        await using var game = await TargetProcess.MathGameAsync(interval: 20);
        await using var hub = await HubProcess.StartForAsync(game);

        var results = await hub.Api.ResultsAsync("watch demo.MathGame primeFactors params -n 100000 | grep -m 2 ts=");

        Assert.Equal(2, results.Count(result => result.Is("text")));
        Assert.Equal(0, results.One("status").GetProperty("statusCode").GetInt32());
    }

    private static string Text(IEnumerable<JsonElement> results) => results.One("text").Text("text");
}
