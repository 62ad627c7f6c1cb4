using Arthas.EndToEnd.Running;

namespace Arthas.EndToEnd.Telemetry;

/// <summary>One hub and one agent of another host, as operators have them.</summary>
public sealed class TelemetryTests : IAsyncLifetime
{
    private const string Token = "a token of the agents";

    private readonly Collector _collector = new();
    private readonly string _metrics = $"http://127.0.0.1:{FreePort.Take()}";
    private RunningProcess _target = null!;
    private HubProcess _hub = null!;
    private RunningProcess _agent = null!;

    public async ValueTask InitializeAsync()
    {
        _target = RunningProcess.Start(Built.Target("Counter"), ["--rate", "100"]);
        await _target.LineAsync("counting");
        _hub = await HubProcess.StartWithAsync(_collector.Environment, "--Agent:Embedded", "false", "--Agent:Token", Token, "--Hub:Target", $"pid={_target.Id}");
        _agent = RunningProcess.Start(
            Built.Agent,
            ["--Agent:Hub", _hub.Api.Address.ToString(), "--Agent:Token", Token, "--Agent:Name", "web01", "--Agent:Apps", "Counter", "--Agent:Metrics", _metrics],
            _collector.Environment);
        await _agent.LineAsync("Linked to");
        await _hub.ListedAsync(_target);
    }

    public async ValueTask DisposeAsync()
    {
        await _agent.DisposeAsync();
        await _hub.DisposeAsync();
        await _target.DisposeAsync();
        await _collector.DisposeAsync();
    }

    [Fact]
    public async Task The_trace_of_an_exec_goes_from_the_request_to_the_probe()
    {
        await _hub.Api.ResultsAsync("watch demo.Counter next params[0] -n 1");

        var trace = await _collector.TraceAsync(IsOf("watch"));

        ShowsTheWay(trace, "watch");
    }

    [Fact]
    public async Task The_trace_of_a_sessions_command_does_too()
    {
        var (session, consumer) = await _hub.Api.OpenAsync();
        await _hub.Api.PostAsync(new { action = "async_exec", sessionId = session, command = "stack demo.Counter next -n 1" });
        await _hub.Api.PullUntilAsync(session, consumer, result => result.Is("status"));

        var trace = await _collector.TraceAsync(IsOf("stack"));

        ShowsTheWay(trace, "stack");
        Assert.Contains(trace, span => span is { Source: "Arthas.Silo", Name: "session start-job" });
    }

    [Fact]
    public async Task Metrics_of_hub_and_agent_are_there_for_Prometheus_and_move()
    {
        using var http = new HttpClient();
        await _hub.Api.ResultsAsync("watch demo.Counter next params[0] -n 3");
        var hub = await _hub.Api.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);
        var agent = await http.GetStringAsync(new Uri($"{_metrics}/metrics"), TestContext.Current.CancellationToken);

        Assert.Equal(1, Value(hub, "arthas_commands_total", "arthas_command_name=\"watch\",arthas_outcome=\"started\""));
        Assert.Equal(1, Value(hub, "arthas_links"));
        // enhancer, three times watch, status.
        Assert.Equal(5, Value(hub, "arthas_results_taken_total"));
        // Other tests may have such programs too.
        Assert.True(Value(agent, "arthas_agent_targets") >= 1);
        Assert.Equal(0, Value(agent, "arthas_agent_jobs"));
        Assert.Equal(5, Value(agent, "arthas_agent_results_sent_total"));
        Assert.Equal(1, Value(agent, "arthas_agent_attach_duration_seconds_count"));

        await _hub.Api.ExecAsync("no-such-command");
        await _hub.Api.OpenAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        do
        {
            // What was fetched a moment ago is answered again for a third of a second.
            hub = await _hub.Api.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative), limit.Token);
        }
        while (Value(hub, "arthas_sessions") != 1);

        Assert.Equal(1, Value(hub, "arthas_commands_total", "arthas_command_name=\"_OTHER\",arthas_outcome=\"failed\""));
        Assert.DoesNotContain("no-such-command", hub);
    }

    private static double? Value(string metrics, string name, string tags = "") => metrics.Split('\n')
        .Where(line => line.StartsWith($"{name}{{", StringComparison.Ordinal) && line.Contains(tags, StringComparison.Ordinal))
        .Select(line => (double?)double.Parse(line[(line.IndexOf("} ", StringComparison.Ordinal) + 2)..].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture))
        .SingleOrDefault();

    private static Func<IReadOnlyList<Span>, bool> IsOf(string command) =>
        trace => trace.Any(span => span.Name == $"probe {command}") && trace.Any(span => span.Name == $"job {command}") && trace.Any(span => span.Parent == "");

    private static void ShowsTheWay(IReadOnlyList<Span> trace, string command)
    {
        var way = new List<Span>();
        for (var span = Assert.Single(trace, span => span.Name == $"probe {command}"); span is not null; span = trace.FirstOrDefault(parent => parent.Id == span.Parent))
        {
            way.Insert(0, span);
        }

        var shown = string.Join('\n', way);
        Assert.True(way[0] is { Parent: "", Source: "Microsoft.AspNetCore", Service: "arthas-hub" }, shown);
        Assert.Contains(way, span => span is { Source: "Arthas.Hub" } && span.Name == $"command {command}");
        Assert.Contains(way, span => span is { Source: "Arthas.Hub" } && span.Name == $"link {command}");
        Assert.Contains(way, span => span is { Source: "Arthas.Agent", Service: "arthas-agent" } && span.Name == $"job {command}");
        Assert.True(trace.Any(span => span.Source == "Microsoft.Orleans.Application"), string.Join('\n', trace));
    }
}
