using System.Net.WebSockets;
using System.Text;
using Arthas.Contracts.Cluster;
using Arthas.Contracts.CommandLine;
using Arthas.Contracts.Links;
using Arthas.Contracts.Results;

namespace Arthas.Benchmarks.Links;

/// <summary>
/// An agent that speaks the frames of a link: <c>flood</c> makes results when it is told to, as fast as it may, and
/// <c>once</c> has ended when it was begun.
/// </summary>
internal sealed class SimulatedAgent : IAsyncDisposable
{
    public const string Token = "a token of the agents";
    private const string Name = "bench";

    private const int ResultsPerBatch = 500;
    private const int MostUnderway = 8;

    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _end = new();
    private readonly SemaphoreSlim _underway = new(MostUnderway);
    private readonly TaskCompletionSource<JobKey> _job = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _welcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LinkConnection _link = null!;
    private long _batch;

    public static async Task<SimulatedAgent> StartAsync(Uri hub, string name = Name)
    {
        var agent = new SimulatedAgent();
        await agent._socket.ConnectAsync(new Uri($"ws://{hub.Authority}/agent"), CancellationToken.None);
        agent._link = new LinkConnection(WebSocketStream.Create(agent._socket, WebSocketMessageType.Binary, ownsWebSocket: true));
        var record = new AgentRecord
        {
            Name = name,
            Instance = Guid.NewGuid().ToString("N"),
            Version = "1",
            Host = "bench",
            Catalogue = [new CommandSpec { Name = "flood", Summary = "results" }, new CommandSpec { Name = "once", Summary = "its end" }],
            Targets = [new TargetRecord(TargetOf(name), "flood", name, 1, ".NET")],
        };
        await agent._link.SendAsync(new LinkFrame.Hello(record, Token, []));
        _ = agent.ReadAsync();
        _ = agent.BeatAsync();
        await agent._welcome.Task;
        return agent;
    }

    /// <summary>The id of its one target.</summary>
    public static string TargetOf(string name = Name) => $"flood_{name}-1";

    /// <summary>The next batch, as soon as few enough are underway.</summary>
    /// <returns>Results in it.</returns>
    public Task<int> SendAsync() => SendAsync(ResultsPerBatch);

    public async Task<int> SendAsync(int count)
    {
        var job = await _job.Task;
        await _underway.WaitAsync(_end.Token);
        var json = Encoding.UTF8.GetBytes($$"""{"type":"watch","jobId":{{job.JobId}},"ts":1795299620116,"cost":0.077305,"className":"demo.Flood","methodName":"next","accessPoint":"AtExit","value":42}""");
        var results = Enumerable.Repeat(new Result(job.JobId, "watch", json), count).ToArray();
        await _link.SendAsync(new LinkFrame.Batch(job, ++_batch, false, results));
        return count;
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
                        if (inbox.Entry.Message is InboxMessage.Run { Words: ["once"], Job: var done })
                        {
                            await _link.SendAsync(new LinkFrame.Batch(done, 1, true, [new StatusResult { JobId = done.JobId, StatusCode = 0 }.ToResult()]));
                        }
                        else if (inbox.Entry.Message is InboxMessage.Run run)
                        {
                            _job.TrySetResult(run.Job);
                        }

                        break;
                    case LinkFrame.BatchAck ack when _job.Task.IsCompleted && ack.Job == await _job.Task:
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
            {
                await _link.SendAsync(new LinkFrame.Heartbeat());
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The end.
        }
    }
}
