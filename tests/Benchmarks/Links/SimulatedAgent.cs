using System.Net.WebSockets;
using System.Text;
using Arthas.Contracts.Cluster;
using Arthas.Contracts.CommandLine;
using Arthas.Contracts.Links;

namespace Arthas.Benchmarks.Links;

/// <summary>An agent that speaks the frames of a link and makes results as fast as it may: <c>flood</c> is its one command.</summary>
internal sealed class SimulatedAgent : IAsyncDisposable
{
    public const string Token = "a token of the agents";
    public const string Target = "flood_bench-1";

    private const int ResultsPerBatch = 500;
    private const int MostUnderway = 8;

    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _end = new();
    private readonly SemaphoreSlim _underway = new(MostUnderway);
    private readonly TaskCompletionSource<JobKey> _job = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _welcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LinkConnection _link = null!;
    private long _batch;

    public static async Task<SimulatedAgent> StartAsync(Uri hub)
    {
        var agent = new SimulatedAgent();
        await agent._socket.ConnectAsync(new Uri($"ws://{hub.Authority}/agent"), CancellationToken.None);
        agent._link = new LinkConnection(WebSocketStream.Create(agent._socket, WebSocketMessageType.Binary, ownsWebSocket: true));
        var record = new AgentRecord
        {
            Name = "bench",
            Instance = Guid.NewGuid().ToString("N"),
            Version = "1",
            Host = "bench",
            Catalogue = [new CommandSpec { Name = "flood", Summary = "results" }],
            Targets = [new TargetRecord(Target, "flood", "bench", 1, ".NET")],
        };
        await agent._link.SendAsync(new LinkFrame.Hello(record, Token, []));
        _ = agent.ReadAsync();
        _ = agent.BeatAsync();
        await agent._welcome.Task;
        return agent;
    }

    /// <summary>The next batch, as soon as few enough are underway.</summary>
    /// <returns>Results in it.</returns>
    public async Task<int> SendAsync()
    {
        var job = await _job.Task;
        await _underway.WaitAsync(_end.Token);
        var json = Encoding.UTF8.GetBytes($$"""{"type":"watch","jobId":{{job.JobId}},"ts":1795299620116,"cost":0.077305,"className":"demo.Flood","methodName":"next","accessPoint":"AtExit","value":42}""");
        var results = Enumerable.Repeat(new Result(job.JobId, "watch", json), ResultsPerBatch).ToArray();
        await _link.SendAsync(new LinkFrame.Batch(job, ++_batch, false, results));
        return ResultsPerBatch;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _link.DisposeAsync();
    }

    private async Task ReadAsync()
    {
        try
        {
            await foreach (var frame in _link.ReadAllAsync(_end.Token))
            {
                switch (frame)
                {
                    case LinkFrame.Welcome { Refused: null }:
                        _welcome.TrySetResult();
                        break;
                    case LinkFrame.Welcome refused:
                        _welcome.TrySetException(new IOException(refused.Refused));
                        break;
                    case LinkFrame.Inbox inbox:
                        await _link.SendAsync(new LinkFrame.InboxAck(inbox.Entry.Number));
                        if (inbox.Entry.Message is InboxMessage.Run run)
                            _job.TrySetResult(run.Job);
                        break;
                    case LinkFrame.BatchAck:
                        _underway.Release();
                        break;
                }
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            _welcome.TrySetException(e);
        }
    }

    private async Task BeatAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        try
        {
            while (await timer.WaitForNextTickAsync(_end.Token))
                await _link.SendAsync(new LinkFrame.Heartbeat());
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The end.
        }
    }
}
