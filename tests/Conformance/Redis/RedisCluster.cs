using Arthas.Conformance.Clusters;
using Arthas.Contracts.Cluster;
using Arthas.Silo.Fleet;
using Arthas.Silo.Hosting;
using Arthas.Silo.Journals;
using Arthas.Silo.Sessions;
using Arthas.Silo.Wire;

namespace Arthas.Conformance.Redis;

/// <summary>Hub nodes with a silo each, on a Redis of a test's own, in real time.</summary>
internal sealed class RedisCluster(RedisServer server) : IAsyncDisposable
{
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(40);

    private readonly List<TestNode> _nodes = [];

    public ClusterSettings Settings { get; init; } = new();

    public IReadOnlyList<TestNode> Nodes => _nodes;

    public TestNode First => _nodes[0];

    public TestNode Last => _nodes[^1];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async Task<TestNode> AddAsync(params (string Key, string Value)[] options)
    {
        var node = await TestNode.StartAsync(Settings, isHub: true, [("Cluster:Redis", server.Address), ("Cluster:RedisTimeout", "00:00:03"), .. options]);
        _nodes.Add(node);
        return node;
    }

    public async Task StopAsync(TestNode node)
    {
        _nodes.Remove(node);
        await node.DisposeAsync();
    }

    /// <summary>A session with a job that an agent runs.</summary>
    public async Task<(JobKey Job, string Consumer)> RunAsync()
    {
        // A machine that is very busy may be slow to write to its disk.
        var (session, consumer) = await TryAsync(() => First.Sessions.OpenAsync(new NewSession(), Cancel).AsTask());
        Assert.False((await TryAsync(RegisterAsync)).IsTaken);
        var job = Job();
        var started = await TryAsync(() => First.Sessions.StartAsync(session, job, Cancel).AsTask());
        Assert.Equal(StartOutcome.Started, started.Outcome);
        await TryAsync(async () =>
        {
            await First.Calls.RunAsync(() => First.Session(session).AcceptAsync([started.JobId], "agent"), Cancel);
            return true;
        });
        return (new JobKey(session, started.JobId), consumer);
    }

    public async Task<Registered> RegisterAsync()
    {
        var registration = new Registration
        {
            Agent = new AgentListing { Name = "agent", Instance = "first", Version = "1", Host = "host", Catalogue = "none" },
            Link = new LinkId("test", 1),
            Node = First.Self,
        };
        return await First.Calls.RunAsync(() => First.Agent("agent").RegisterAsync(registration), Cancel);
    }

    public static NewJob Job() => new()
    {
        Request = Guid.NewGuid(),
        Command = "watch",
        Agent = "agent",
        TargetId = "t",
        TimeLimit = TimeSpan.FromHours(1),
        Run = new RunOrder { Words = ["watch"] },
    };

    public async Task<Appended> AppendAsync(JobKey job, long batch, TestNode? node = null)
    {
        node ??= First;
        var sent = new JobBatch { JobId = job.JobId, Agent = "agent", First = batch, Parts = [ResultBytes.Of(Number(batch))] };
        return await node.Calls.RunAsync(() => node.Session(job.SessionId).AppendAsync(sent), Cancel);
    }

    public static Result Number(long number) => new(1, "watch", System.Text.Encoding.UTF8.GetBytes($"{number}"));

    /// <summary>Every number that there is from a place on, in the order it came.</summary>
    public static IEnumerable<int> NumbersOf(IEnumerable<Result> results) =>
        results.Where(static result => result.Type == "watch").Select(static result => int.Parse(System.Text.Encoding.UTF8.GetString(result.Json.Span)));

    /// <summary>Until Redis answers this node again.</summary>
    public static Task BackAsync(TestNode node) => InTimeAsync(node.Get<RedisConnection>().ThereAsync(Cancel), "Redis's return");

    /// <summary>Until this node has noticed that Redis is away.</summary>
    public static async Task AwayAsync(TestNode node)
    {
        using var limit = new CancellationTokenSource(Hang);
        while (node.Get<RedisConnection>().Away is null)
        {
            await Task.Delay(10, limit.Token);
        }
    }

    /// <summary>Tries until the cluster can do it, which it says of itself when it cannot.</summary>
    public static async Task<T> TryAsync<T>(Func<Task<T>> call)
    {
        using var limit = new CancellationTokenSource(Hang);
        while (true)
        {
            try
            {
                return await InTimeAsync(call(), "an answer");
            }
            catch (Exception e) when (e is ClusterAwayException or JournalAwayException && !limit.IsCancellationRequested)
            {
                await Task.Delay(50, limit.Token);
            }
        }
    }

    public Task AskAsync(string command, params object[] arguments) => First.Get<RedisConnection>().CallAsync(command, arguments);

    public static async Task InTimeAsync(Task task, string phase)
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

    public static async Task<T> InTimeAsync<T>(Task<T> task, string phase)
    {
        await InTimeAsync((Task)task, phase);
        return await task;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Enumerable.Reverse(_nodes))
        {
            await node.DisposeAsync();
        }
    }
}
