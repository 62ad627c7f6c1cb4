using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Threading.Channels;
using Arthas.Contracts.Cluster;
using Arthas.Contracts.CommandLine;
using Arthas.Contracts.Links;
using Arthas.Contracts.Results;

namespace Arthas.Hub.Tests.Running;

/// <summary>
/// Speaks the frames of a link. Its commands: <c>count N</c> (N results, then status 0), <c>wait</c> (until it is
/// interrupted), <c>deaf</c> (until it is stopped: no interrupt is heeded), <c>words …</c> (its words as one result).
/// </summary>
internal sealed class FakeAgent : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly LinkConnection _link;
    private readonly Task _served;
    private readonly Task _reading;
    private readonly TaskCompletionSource _welcomed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<JobKey, long> _batches = new();
    private readonly Channel<InboxMessage> _received = Channel.CreateUnbounded<InboxMessage>();

    public FakeAgent(Stream stream, Task served, string name, IReadOnlyList<string> apps)
    {
        _link = new LinkConnection(stream);
        _served = served;
        Targets = [.. apps.Select((app, index) => new TargetRecord($"{app}_{name}-{100 + index}", app, name, 100 + index, ".NET 10.0.0", StartTime: 1_000 + index))];
        _reading = ReadAsync(new AgentRecord
        {
            Name = name,
            Instance = Guid.NewGuid().ToString("N"),
            Version = "1.0.0",
            Host = name,
            Catalogue = [Command("count"), Command("wait"), Command("deaf"), Command("words")],
            Targets = Targets,
        });
    }

    public IReadOnlyList<TargetRecord> Targets { get; }

    public Task WelcomedAsync() => _welcomed.Task;

    /// <summary>What the hub has asked for, in order, each once.</summary>
    public ValueTask<InboxMessage> NextMessageAsync() => _received.Reader.ReadAsync(TestContext.Current.CancellationToken);

    public async Task<T> NextMessageAsync<T>() where T : InboxMessage
    {
        while (true)
        {
            if (await NextMessageAsync() is T wanted)
            {
                return wanted;
            }
        }
    }

    /// <summary>Only these are there from now on.</summary>
    public Task SendTargetsAsync(params TargetRecord[] targets) => _link.SendAsync(new LinkFrame.Targets(targets));

    /// <summary>Sends one result of a job that runs.</summary>
    public Task SendAsync(JobKey job, string json) =>
        BatchAsync(job, last: false, [new Result(job.JobId, "fake", Encoding.UTF8.GetBytes(json))]);

    public Task EndAsync(JobKey job, params Result[] results) => BatchAsync(
        job,
        last: true,
        [.. results, new StatusResult { JobId = job.JobId, StatusCode = 0 }.ToResult()]);

    public async ValueTask DisposeAsync()
    {
        await _link.DisposeAsync();
        await _served;
        await _reading;
    }

    private async Task ReadAsync(AgentRecord self)
    {
        try
        {
            await _link.SendAsync(new LinkFrame.Hello(self, Token: null, []));
            await foreach (var frame in _link.ReadAllAsync())
            {
                switch (frame)
                {
                    case LinkFrame.Welcome { Refused: null }:
                        _welcomed.TrySetResult();
                        break;
                    case LinkFrame.Heartbeat:
                        await _link.SendAsync(new LinkFrame.Heartbeat());
                        break;
                    case LinkFrame.Inbox inbox:
                        await _link.SendAsync(new LinkFrame.InboxAck(inbox.Entry.Number));
                        _received.Writer.TryWrite(inbox.Entry.Message);
                        await ActAsync(inbox.Entry.Message);
                        break;
                }
            }
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException or OperationCanceledException or LinkException)
        {
            _welcomed.TrySetException(gone);
        }
    }

    private async Task ActAsync(InboxMessage message)
    {
        switch (message)
        {
            case InboxMessage.Run { Words: ["count", ..] } run:
                var wanted = run.Words.Count > 1 && ushort.TryParse(run.Words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
                var results = Enumerable.Range(0, wanted).Select(i => Numbered(run.Job, i));
                foreach (var batch in results.Chunk(100))
                {
                    await BatchAsync(run.Job, last: false, batch);
                }

                await EndAsync(run.Job);
                break;
            case InboxMessage.Run { Words: ["words", ..] } run:
                var words = JsonSerializer.Serialize(string.Join('|', run.Words), Plain);
                await EndAsync(run.Job, new Result(run.Job.JobId, "words", Encoding.UTF8.GetBytes(
                    $$"""{"jobId":{{run.Job.JobId}},"type":"words","words":{{words}}}""")));
                break;
            case InboxMessage.Run { Words: ["deaf", ..] } run:
                _batches[run.Job] = -1;
                break;
            case InboxMessage.Interrupt interrupt when _batches.GetValueOrDefault(interrupt.Job) >= 0:
                await EndAsync(interrupt.Job);
                break;
        }
    }

    private static Result Numbered(JobKey job, int number) => new(job.JobId, "count", Encoding.UTF8.GetBytes(
        $$"""{"jobId":{{job.JobId}},"number":{{number}},"type":"count"}"""));

    private Task BatchAsync(JobKey job, bool last, IReadOnlyList<Result> results) =>
        _link.SendAsync(new LinkFrame.Batch(job, _batches.AddOrUpdate(job, 1, (_, batch) => batch + 1), last, results));

    private static CommandSpec Command(string name) => new() { Name = name, Summary = $"the fake agent's {name}" };
}
