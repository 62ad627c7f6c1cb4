using System.Text;
using Arthas.Conformance.Clusters;
using Arthas.Contracts.Cluster;
using Arthas.Contracts.Results;
using Arthas.Hub.Sessions;
using Arthas.Silo.Sessions;
using Arthas.Silo.Wire;

namespace Arthas.Conformance.Suites;

/// <summary>
/// What tests of every shape share: a session to work on, results with a text in them, pulls that commit. Whatever is
/// asked, is asked of another node than what was asked before.
/// </summary>
public abstract class Suite(TestCluster cluster) : IAsyncLifetime
{
    /// <summary>Real time after which a wait is a hang, and not slowness.</summary>
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(30);

    private readonly List<string> _opened = [];
    private readonly Dictionary<string, FleetAgent> _agents = [];

    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private protected static TimeSpan Minute { get; } = TimeSpan.FromMinutes(1);

    private protected LogOptions Logs => cluster.Settings.Logs;

    private protected LeaseOptions Leases => cluster.Settings.Leases;

    private protected LeapTime Time => cluster.Time;

    private protected IReadOnlyList<TestNode> Hubs => cluster.Hubs;

    private protected TestNode Node => cluster.Next();

    private protected SessionClient Sessions => Node.Sessions;

    /// <summary>The agent of jobs whose test does not care whose they are.</summary>
    private protected string AgentName { get; } = $"agent-{Guid.NewGuid():N}";

    public virtual ValueTask InitializeAsync()
    {
        Assert.SkipWhen(cluster.WhyNot is not null, cluster.WhyNot ?? "");
        cluster.Settings.Reset();
        return default;
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (cluster.WhyNot is null)
        {
            cluster.Settings.Reset();
            foreach (var session in _opened)
            {
                await Sessions.CloseAsync(session, CancellationToken.None);
            }
        }
    }

    private protected static Result Text(string text, int jobId = 0, string type = "message") =>
        new(jobId, type, Encoding.UTF8.GetBytes($$"""{"jobId":{{jobId}},"text":"{{text}}","type":"{{type}}"}"""));

    private protected static Result[] Texts(params string[] texts) => [.. texts.Select(t => Text(t))];

    private protected static Result[] Numbers(int from, int count) => [.. Enumerable.Range(from, count).Select(n => Text($"{n}"))];

    private protected static Result Status(JobKey job) => new StatusResult { JobId = job.JobId, StatusCode = 0 }.ToResult();

    /// <summary>The text or message of each; without one its type; ALLOW_INPUT, ALLOW_INTERRUPT or DISABLED for an input status.</summary>
    private protected static string[] Show(IEnumerable<Result> results) => [.. results.Select(Show)];

    private protected async Task<OpenedSession> OpenAsync()
    {
        var opened = await Sessions.OpenAsync(
            new NewSession { TargetId = "app_host-1", TargetStart = 9_007_199_254_740_993, Greeting = ResultBytes.Of(Texts("message", "welcome")) }, Cancel);
        _opened.Add(opened.SessionId);
        return opened;
    }

    /// <summary>A job to be started: for the test's agent, unless it says otherwise.</summary>
    private protected NewJob Job(string? agent = "") => new()
    {
        Request = Guid.NewGuid(),
        Command = "watch",
        Agent = agent == "" ? AgentName : agent,
        TargetId = "app_host-1",
        TimeLimit = TimeSpan.FromDays(5000),
        Run = agent is null ? null : new RunOrder { Words = ["watch"] },
    };

    private protected async Task<StartedJob> TryStartAsync(string session, NewJob job)
    {
        if (job.Agent is { } agent)
        {
            await AgentAsync(agent);
        }

        return await Sessions.StartAsync(session, job, Cancel);
    }

    private protected async Task<JobKey> StartAsync(string session, NewJob job)
    {
        var started = await TryStartAsync(session, job);
        Assert.Equal(StartOutcome.Started, started.Outcome);
        return new JobKey(session, started.JobId);
    }

    private protected Task<JobKey> StartAsync(string session) => StartAsync(session, Job());

    /// <summary>A job that its agent runs.</summary>
    private protected async Task<JobKey> RunAsync(string session, NewJob? job = null)
    {
        var key = await StartAsync(session, job ?? Job());
        await AcceptAsync(key, job?.Agent ?? AgentName);
        return key;
    }

    private protected async Task AcceptAsync(JobKey job, string? agent = null)
    {
        var node = Node;
        await node.Calls.RunAsync(() => node.Session(job.SessionId).AcceptAsync([job.JobId], agent ?? AgentName), Cancel);
    }

    /// <summary>A batch, as a link brings it to the session.</summary>
    private protected async Task<Appended> TryAppendAsync(JobKey job, long batch, Result[] results, bool last = false, string? agent = null)
    {
        var (node, sent) = (Node, new JobBatch { JobId = job.JobId, Agent = agent ?? AgentName, First = batch, Parts = [ResultBytes.Of(results)], Last = last });
        return await node.Calls.RunAsync(() => node.Session(job.SessionId).AppendAsync(sent), Cancel);
    }

    private protected async Task AppendAsync(JobKey job, long batch, params Result[] results) =>
        Assert.Equal(new Appended(AppendOutcome.Accepted, batch + 1), await TryAppendAsync(job, batch, results));

    private protected async Task<Appended> DropAsync(JobKey job, long number, long results, string? agent = null)
    {
        var node = Node;
        return await node.Calls.RunAsync(() => node.Session(job.SessionId).DropAsync(job.JobId, agent ?? AgentName, number, results), Cancel);
    }

    /// <summary>From outside: not by its agent.</summary>
    private protected async Task EndAsync(JobKey job, params Result[] results) =>
        Assert.True(await Sessions.EndAsync(job, statusCode: 0, message: null, results, Cancel));

    private protected async Task NoteAsync(string session, params Result[] results) => Assert.True(await Sessions.NoteAsync(session, results, Cancel));

    /// <summary>An agent of the fleet, registered when it is first asked for.</summary>
    private protected async Task<FleetAgent> AgentAsync(string? name = null)
    {
        if (!_agents.TryGetValue(name ?? AgentName, out var agent))
        {
            _agents.Add(name ?? AgentName, agent = new FleetAgent(name ?? AgentName, () => Node));
            Assert.False((await agent.RegisterAsync()).IsTaken);
        }

        return agent;
    }

    /// <summary>The last result that the session has; null when there is none.</summary>
    private protected async Task<long?> EndOfAsync(string session)
    {
        var node = Node;
        var read = await node.Calls.RunAsync(() => node.Session(session).ReadAsync(long.MaxValue), Cancel);
        return read.Found ? read.FromSeq - 1 : null;
    }

    /// <summary>What the session has has got to every node that follows it.</summary>
    private protected async Task SettleAsync(string session)
    {
        if (!SessionId.IsOne(session) || await EndOfAsync(session) is not { } end)
        {
            return;
        }

        foreach (var node in Hubs)
        {
            await EventuallyAsync(
                () => Task.FromResult(node.Feeds.Known(session) is { IsClosed: false, ConsumersVersion: >= 0 } feed ? feed.LastSeq : end),
                last => last >= end,
                $"news of result {end}");
        }
    }

    /// <summary>A pull that waits for nothing, once what there is has got to the node; and its commit, by the node that answered it.</summary>
    private protected async Task<Pulled> PullAsync(string session, string consumer, long? afterSeq = null)
    {
        await SettleAsync(session);
        var sessions = Sessions;
        var pulled = await sessions.PullAsync(session, consumer, afterSeq, TimeSpan.Zero, Cancel);
        if (pulled.Outcome == PullOutcome.Ok)
        {
            await sessions.CommitAsync(session, consumer, pulled.LastSeq, Cancel);
        }

        return pulled;
    }

    /// <summary>Pulls until a result shows this, and answers all that came.</summary>
    private protected async Task<string[]> PullUntilAsync(string session, string consumer, string last)
    {
        var shown = new List<string>();
        while (!shown.Contains(last))
        {
            var sessions = Sessions;
            var pulled = await InTimeAsync(sessions.PullAsync(session, consumer, null, TimeSpan.FromSeconds(20), Cancel).AsTask(), $"'{last}' after '{string.Join("', '", shown)}'");
            Assert.Equal(PullOutcome.Ok, pulled.Outcome);
            Assert.True(pulled.Results.Count > 0, $"'{last}' did not come after '{string.Join("', '", shown)}'");
            shown.AddRange(Show(pulled.Results));
            await sessions.CommitAsync(session, consumer, pulled.LastSeq, Cancel);
        }

        return [.. shown];
    }

    /// <summary>Lets time pass, and more in steps, until a result shows this; answers all that came.</summary>
    private protected async Task<string[]> PassUntilAsync(TimeSpan time, string session, string consumer, string last)
    {
        var shown = new List<string>();
        await PassAsync(time);
        await PassUntilAsync(
            time / 4,
            async () =>
            {
                shown.AddRange(Show((await PullAsync(session, consumer)).Results));
                return shown;
            },
            seen => seen.Contains(last),
            $"'{last}'");
        return [.. shown];
    }

    /// <summary>Looks until something has happened, and lets time pass where it takes long: a timer that was set during a leap may be late.</summary>
    private protected Task<T> PassUntilAsync<T>(TimeSpan step, Func<Task<T>> look, Predicate<T> wanted, string phase)
    {
        var looks = 0;
        return EventuallyAsync(
            async () =>
            {
                if (++looks % 40 == 0)
                {
                    await PassAsync(step);
                }

                return await look();
            },
            wanted,
            phase);
    }

    /// <summary>A pull that waits by now; it is given up before it would end by itself.</summary>
    private protected async Task<ParkedPull> ParkAsync(string session, string consumer, TestNode? node = null, CancellationToken? cancel = null)
    {
        await SettleAsync(session);
        var (at, wait) = (node ?? Node, TimeSpan.FromHours(900));
        var answer = at.Sessions.PullAsync(session, consumer, null, wait, cancel ?? Cancel).AsTask();
        await EventuallyAsync(
            () => Task.FromResult(answer.IsCompleted || at.Feeds.Known(session)?.IsAwaited(consumer) == true), static parked => parked, "a parked pull");
        return new ParkedPull(answer, wait);
    }

    /// <summary>
    /// Lets time pass for leases and deadlines. What nodes do every few seconds they have done before, and have done after it:
    /// in so much time they would have done it often.
    /// </summary>
    private protected async Task PassAsync(TimeSpan time)
    {
        var before = TimeSpan.FromSeconds(11);
        if (time > before)
        {
            // Nodes tell of their consumers, and forget sessions where nobody waits.
            await Time.LeapAsync(before);
            foreach (var session in _opened.Where(session => Hubs.Any(node => node.Feeds.Known(session) is not null)))
            {
                await EventuallyAsync(() => Task.FromResult(Hubs.All(node => node.Feeds.Known(session)?.IsAwaited() ?? true)), static all => all, "forgetting a session");
                await EndOfAsync(session);
            }

            await LookAsync();
            time -= before;
        }

        await Time.LeapAsync(time);
        await LookAsync();
    }

    private async Task LookAsync()
    {
        foreach (var node in Hubs)
        {
            await node.Fleet.LookAsync(Cancel);
            foreach (var feed in _opened.Select(node.Feeds.Known).OfType<SessionFeed>())
            {
                await node.Feeds.TryLookAsync(feed, Cancel);
            }
        }
    }

    private protected static async Task InTimeAsync(Task task, string phase)
    {
        try
        {
            await task.WaitAsync(Hang, Cancel);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"{phase} did not happen within {Hang.TotalSeconds} s");
        }
    }

    private protected static async Task<T> InTimeAsync<T>(Task<T> task, string phase)
    {
        await InTimeAsync((Task)task, phase);
        return await task;
    }

    /// <summary>For what no event tells a test.</summary>
    private protected static async Task<T> EventuallyAsync<T>(Func<Task<T>> look, Predicate<T> wanted, string phase)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(Hang);
        while (true)
        {
            var seen = await look();
            if (wanted(seen))
            {
                return seen;
            }

            Assert.False(limit.IsCancellationRequested, $"{phase} did not happen within {Hang.TotalSeconds} s: {seen}");
            await Task.Delay(10, Cancel);
        }
    }

    private static string Show(Result result)
    {
        var json = Encoding.UTF8.GetString(result.Json.Span);
        foreach (var key in (string[])["\"inputStatus\":\"", "\"text\":\"", "\"message\":\""])
        {
            if (json.IndexOf(key, StringComparison.Ordinal) is var start and >= 0)
            {
                return json[(start + key.Length)..json.IndexOf('"', start + key.Length)];
            }
        }

        return result.Type;
    }
}
