using System.Net;
using Arthas.EndToEnd.Running;

namespace Arthas.EndToEnd.Telemetry;

/// <summary>Takes traces by OTLP over HTTP, as a collector does.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly List<Span> _spans = [];
    private readonly Task _taking;
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Collector()
    {
        Address = $"http://127.0.0.1:{FreePort.Take()}/";
        _listener.Prefixes.Add(Address);
        _listener.Start();
        _taking = Task.Run(TakeAsync);
    }

    public string Address { get; }

    /// <summary>What a process is to be given that it sends its spans here, and soon.</summary>
    public Dictionary<string, string?> Environment => new()
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Address,
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
    };

    /// <summary>The spans of the first trace for which this holds.</summary>
    public async Task<IReadOnlyList<Span>> TraceAsync(Func<IReadOnlyList<Span>, bool> wanted)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            Task more;
            lock (_spans)
            {
                if (_spans.GroupBy(span => span.Trace).Select(trace => trace.ToList()).FirstOrDefault(wanted) is { } found)
                {
                    return found;
                }

                more = _more.Task;
            }

            try
            {
                await more.WaitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"There came:\n{string.Join('\n', _spans)}");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _taking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task TakeAsync()
    {
        while (true)
        {
            var http = await _listener.GetContextAsync();
            var body = new MemoryStream();
            await http.Request.InputStream.CopyToAsync(body);
            if (http.Request.Url!.AbsolutePath.EndsWith("/v1/traces", StringComparison.Ordinal))
            {
                lock (_spans)
                {
                    _spans.AddRange(Read(body.ToArray()));
                    _more.TrySetResult();
                    _more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                }
            }

            http.Response.ContentType = "application/x-protobuf";
            http.Response.Close();
        }
    }

    // ExportTraceServiceRequest of opentelemetry-proto.
    private static IEnumerable<Span> Read(ReadOnlyMemory<byte> request) =>
        from resource in request.All(1)
        let service = resource.One(1).All(1).Where(attribute => attribute.Text(1) == "service.name").Select(attribute => attribute.One(2).Text(1)).FirstOrDefault("")
        from scope in resource.All(2)
        let source = scope.One(1).Text(1)
        from span in scope.All(2)
        select new Span(span.Hex(1), span.Hex(2), span.Hex(4), span.Text(5), source, service);
}
