using System.Text.Json;
using System.Threading.Channels;
using Arthas.Contracts.Cluster;
using Arthas.Contracts.CommandLine;
using Arthas.Contracts.Links;

namespace Arthas.Agent.Tests;

/// <summary>The hub's end of an agent's link, as a test plays it: every batch is acknowledged, and what came is kept.</summary>
internal sealed class HubEnd : IAsyncDisposable
{
    private readonly LinkConnection _connection;
    private readonly CancellationTokenSource _ended = new();
    private readonly Channel<LinkFrame> _frames = Channel.CreateUnbounded<LinkFrame>();
    private readonly Task _reading;
    private readonly Task _serving;
    private Task _beating = Task.CompletedTask;
    private long _inbox;

    private HubEnd(Stream stream, Func<CancellationToken, Task> serve)
    {
        _connection = new LinkConnection(stream);
        _serving = serve(_ended.Token);
        _reading = ReadAsync();
    }

    /// <summary>Whether batches are acknowledged as they come.</summary>
    public bool Acknowledges { get; set; } = true;

    public LinkFrame.Hello Hello { get; private set; } = null!;

    public static Task<HubEnd> WelcomeAsync(AgentHost agent, params KnownJob[] known)
    {
        var (theirs, ours) = LinkPair.Create();
        return WelcomeAsync(ours, cancel => agent.ServeAsync(theirs, cancel), known);
    }

    /// <param name="serve">What works at the other end, where that is in this process.</param>
    public static async Task<HubEnd> WelcomeAsync(Stream stream, Func<CancellationToken, Task> serve, params KnownJob[] known)
    {
        var hub = new HubEnd(stream, serve);
        hub.Hello = Assert.IsType<LinkFrame.Hello>(await hub.NextAsync());
        await hub._connection.SendAsync(new LinkFrame.Welcome("node", null, known));
        hub._beating = hub.SendHeartbeatsAsync();
        return hub;
    }

    public Task SendAsync(LinkFrame frame) => _connection.SendAsync(frame);

    public Task PostAsync(InboxMessage message) => SendAsync(new LinkFrame.Inbox(new InboxEntry(++_inbox, message)));

    public Task RunAsync(JobKey job, string target, params string[] words) =>
        PostAsync(new InboxMessage.Run(job, target, words, TimeSpan.FromSeconds(30), Role.Change));

    /// <summary>The next frame that is neither a heartbeat nor an acknowledgement of the inbox.</summary>
    public async Task<LinkFrame> NextAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var frame = await _frames.Reader.ReadAsync(limit.Token);
            if (frame is not (LinkFrame.Heartbeat or LinkFrame.InboxAck or LinkFrame.Targets))
            {
                return frame;
            }
        }
    }

    public async Task<LinkFrame.Batch> BatchAsync() => Assert.IsType<LinkFrame.Batch>(await NextAsync());

    /// <summary>Results of one job from now to its status, which is the last.</summary>
    public async Task<IReadOnlyList<JsonElement>> ToEndAsync()
    {
        var results = new List<JsonElement>();
        while (true)
        {
            var batch = await BatchAsync();
            results.AddRange(batch.Results.Select(Parse));
            if (batch.Last)
            {
                return results;
            }
        }
    }

    public async Task<IReadOnlyList<JsonElement>> ExecAsync(int jobId, string target, params string[] words)
    {
        await RunAsync(new JobKey("s", jobId), target, words);
        return await ToEndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _ended.CancelAsync();
        await _reading;
        await _beating;
        await _serving.ContinueWith(_ => { }, TaskScheduler.Default);
        _ended.Dispose();
    }

    private static JsonElement Parse(Result result)
    {
        using var json = JsonDocument.Parse(result.Json);
        Assert.Equal(result.Type, json.RootElement.GetProperty("type").GetString());
        Assert.Equal(result.JobId, json.RootElement.GetProperty("jobId").GetInt32());
        return json.RootElement.Clone();
    }

    private async Task SendHeartbeatsAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        try
        {
            while (await timer.WaitForNextTickAsync(_ended.Token))
            {
                await _connection.SendAsync(new LinkFrame.Heartbeat());
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The link has ended.
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            await foreach (var frame in _connection.ReadAllAsync())
            {
                if (Acknowledges && frame is LinkFrame.Batch batch)
                {
                    await _connection.SendAsync(new LinkFrame.BatchAck(batch.Job, new Appended(AppendOutcome.Accepted, batch.Number + 1)));
                }

                _frames.Writer.TryWrite(frame);
            }

            _frames.Writer.TryComplete();
        }
        catch (IOException e)
        {
            _frames.Writer.TryComplete(e);
        }
    }
}
