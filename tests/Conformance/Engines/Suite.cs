using System.Text;
using Arthas.Contracts.Cluster;

namespace Arthas.Conformance.Engines;

/// <summary>What tests of every engine share: a session to work on, results with a text in them, pulls that commit.</summary>
public abstract class Suite<TEngine> : IAsyncLifetime
    where TEngine : Engine, new()
{
    /// <summary>Real time after which a wait is a hang, and not slowness.</summary>
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(20);

    protected TEngine Engine { get; } = new();

    protected ISessions Sessions => Engine.Sessions;

    protected IFleet Fleet => Engine.Fleet;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => Engine.StartAsync();

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Engine.DisposeAsync();
    }

    protected static Result Text(string text, int jobId = 0, string type = "message") =>
        new(jobId, type, Encoding.UTF8.GetBytes($$"""{"jobId":{{jobId}},"text":"{{text}}","type":"{{type}}"}"""));

    protected static Result[] Texts(params string[] texts) => [.. texts.Select(t => Text(t))];

    protected static Result[] Numbers(int from, int count) => [.. Enumerable.Range(from, count).Select(n => Text($"{n}"))];

    protected static Result Status(JobKey job) => Text("status", job.JobId, "status");

    /// <summary>The text of each; ALLOW_INPUT, ALLOW_INTERRUPT or DISABLED for an input status.</summary>
    protected static string[] Show(IEnumerable<Result> results) => [.. results.Select(Show)];

    protected ValueTask<OpenedSession> OpenAsync(bool oneTime = false) => Sessions.OpenAsync(
        new NewSession { OneTime = oneTime, TargetId = "app_host-1", TargetStart = 9_007_199_254_740_993, Greeting = oneTime ? [] : Texts("message", "welcome") },
        Cancel);

    protected async Task<JobKey> StartAsync(string session, bool @private = false, string? agent = "agent", TimeSpan? limit = null)
    {
        var job = new NewJob
        {
            Key = new JobKey(session, await Sessions.NextJobIdAsync(Cancel)),
            Command = "watch",
            Agent = agent,
            TimeLimit = limit ?? TimeSpan.FromDays(1),
            Private = @private,
            Echo = @private ? null : Text("command"),
        };
        Assert.Equal(StartOutcome.Started, await Sessions.StartJobAsync(job, Cancel));
        return job.Key;
    }

    protected async Task AppendAsync(JobKey job, long batch, params Result[] results)
    {
        var appended = await Sessions.AppendAsync(job, batch, results, Cancel);
        Assert.Equal(AppendOutcome.Accepted, appended.Outcome);
    }

    protected async Task EndAsync(JobKey job, params Result[] results)
    {
        var ended = await Sessions.EndJobAsync(job, new JobEnd { Results = results, Status = Status(job) }, Cancel);
        Assert.Equal(AppendOutcome.Accepted, ended.Outcome);
    }

    /// <summary>A pull that waits for nothing, and its commit.</summary>
    protected async Task<Pulled> PullAsync(string session, string consumer, long? afterSeq = null)
    {
        var pulled = await Sessions.PullAsync(session, consumer, afterSeq, TimeSpan.Zero, Cancel);
        if (pulled.Outcome == PullOutcome.Ok)
        {
            await Sessions.CommitAsync(session, consumer, pulled.LastSeq, Cancel);
        }

        return pulled;
    }

    protected Task<Pulled> ParkAsync(string session, string consumer, double seconds = 2) =>
        Sessions.PullAsync(session, consumer, null, TimeSpan.FromSeconds(seconds), Cancel).AsTask();

    protected static async Task<T> InTimeAsync<T>(Task<T> task, string phase)
    {
        try
        {
            return await task.WaitAsync(Hang, Cancel);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"{phase} did not happen within {Hang.TotalSeconds} s");
        }
    }

    /// <summary>Lets time pass in steps until the task is done: for what another task may not have begun to wait for yet.</summary>
    protected async Task<T> PassUntilAsync<T>(Task<T> task, TimeSpan step, string phase)
    {
        var hang = Task.Delay(Hang, Cancel);
        while (!task.IsCompleted && !hang.IsCompleted)
        {
            await Engine.PassAsync(step);
            await Task.Yield();
        }

        return await InTimeAsync(task, phase);
    }

    private static string Show(Result result)
    {
        var json = Encoding.UTF8.GetString(result.Json.Span);
        var key = result.Type == "input_status" ? "\"inputStatus\":\"" : json.Contains("\"text\":\"") ? "\"text\":\"" : "\"message\":\"";
        var start = json.IndexOf(key, StringComparison.Ordinal);
        return start < 0 ? json : json[(start + key.Length)..json.IndexOf('"', start + key.Length)];
    }
}
