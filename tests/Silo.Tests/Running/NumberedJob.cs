using System.Text.Json;
using Arthas.Contracts.Cluster;
using Arthas.Hub.Tests.Running;

namespace Arthas.Silo.Tests.Running;

/// <summary>A session's job that sends consecutive numbers, and a consumer that must see each of them once, whichever node it asks.</summary>
internal sealed class NumberedJob
{
    /// <summary>Longer than a pull is parked: a node that does not answer within it has died.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly FakeAgent _agent;
    private readonly JobKey _job;
    private readonly List<int> _seen = [];
    private int _sent;
    private long _seq;

    private NumberedJob(FakeAgent agent, JobKey job, string consumer) => (_agent, _job, Consumer) = (agent, job, consumer);

    public string Session => _job.SessionId;

    public string Consumer { get; }

    public static async Task<NumberedJob> StartAsync(ApiClient at, FakeAgent agent)
    {
        var (session, consumer) = await at.OpenAsync();
        var started = await at.PostAsync(new { action = "async_exec", command = "wait", sessionId = session });
        Assert.Equal("SCHEDULED", started.Text("state"));
        while (true)
        {
            if ((await agent.NextMessageAsync<InboxMessage.Run>()).Job is { } job && job.SessionId == session)
            {
                return new NumberedJob(agent, job, consumer);
            }
        }
    }

    public async Task SendAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await _agent.SendAsync(_job, $$"""{"type":"fake","number":{{++_sent}}}""");
        }
    }

    /// <summary>Pulls from these nodes in turn until everything that was sent is here.</summary>
    public async Task SeesAllAsync(params ApiClient[] from)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        for (var turn = 0; _seen.Count < _sent; turn++)
        {
            Assert.False(limit.IsCancellationRequested, $"{_seen.Count} of {_sent} numbers came");
            await PullAsync(from[turn % from.Length]);
        }

        Assert.Equal(Enumerable.Range(1, _sent), _seen);
    }

    /// <summary>Goes to the log's end, past what it could not keep: no number was among it.</summary>
    public async Task SkipAsync(ApiClient at)
    {
        while (await PullAsync(at, mayMiss: true) is { Count: > 0 })
        {
            // More than one pull takes.
        }
    }

    /// <summary>Ctrl-C, asked of this node: the job has one status.</summary>
    public async Task EndsAsync(ApiClient at)
    {
        Assert.Equal("SUCCEEDED", (await at.PostAsync(new { action = "interrupt_job", sessionId = Session })).Text("state"));
        var rest = new List<JsonElement>();
        while (!rest.Exists(static result => result.Is("status")))
        {
            rest.AddRange(await PullAsync(at));
        }

        Assert.Equal(0, rest.Single(static result => result.Is("status")).GetProperty("statusCode").GetInt32());
        Assert.Equal(Enumerable.Range(1, _sent), _seen);
    }

    /// <summary>What came besides numbers; nothing when the node could not answer.</summary>
    private async Task<IReadOnlyList<JsonElement>> PullAsync(ApiClient from, bool mayMiss = false)
    {
        var reply = await from.PostAsync(new { action = "pull_results", sessionId = Session, consumerId = Consumer, afterSeq = _seq }).WaitAsync(Patience);
        if (reply.Text("state") != "SUCCEEDED")
        {
            return [];
        }

        var body = reply.GetProperty("body");
        Assert.True(!body.TryGetProperty("missed", out var missed) || mayMiss, $"missed {missed}");
        _seq = body.GetProperty("lastSeq").GetInt64();
        JsonElement[] results = [.. body.GetProperty("results").EnumerateArray()];
        _seen.AddRange(results.Where(static result => result.Is("fake")).Select(static result => result.GetProperty("number").GetInt32()));
        return [.. results.Where(static result => !result.Is("fake"))];
    }
}
