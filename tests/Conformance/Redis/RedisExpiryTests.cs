using System.Text;
using Arthas.Contracts.Cluster;
using Arthas.Hub.Sessions;

namespace Arthas.Conformance.Redis;

/// <summary>A cluster that is gone for good leaves nothing behind.</summary>
public sealed class RedisExpiryTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_key_expires()
    {
        Assert.SkipWhen(SharedRedis.Server is null, RedisServer.WhyNot ?? "");
        var redis = $"{SharedRedis.Server!.Address},defaultDatabase={SharedRedis.NextDatabase()}";
        await using var node = new RedisNode(redis, new LogOptions(), new LeaseOptions(), TimeProvider.System);
        await UseEverythingAsync(node);

        var keys = (string[])(await node.Engine.Connection.CallAsync("KEYS", ["*"], Cancel))!;
        var kept = new List<string>();
        foreach (var key in keys)
        {
            if ((long)await node.Engine.Connection.CallAsync("PTTL", [key], Cancel) < 0)
            {
                kept.Add(key);
            }
        }

        Assert.InRange(keys.Length, 20, 100);
        Assert.Empty(kept);
    }

    [Fact]
    public async Task Closed_sessions_and_forgotten_agents_leave_no_key_of_their_own()
    {
        Assert.SkipWhen(SharedRedis.Server is null, RedisServer.WhyNot ?? "");
        var redis = $"{SharedRedis.Server!.Address},defaultDatabase={SharedRedis.NextDatabase()}";
        var leases = new LeaseOptions { Agent = TimeSpan.FromMilliseconds(10), EndedJob = TimeSpan.FromMilliseconds(10) };
        await using var node = new RedisNode(redis, new LogOptions(), leases, TimeProvider.System);
        await UseEverythingAsync(node);

        foreach (var session in await node.Sessions.ListAsync(Cancel))
        {
            await node.Sessions.CloseAsync(session.Id, Cancel);
        }

        await node.Fleet.AwayAsync("web01", new LinkId("node", 1), Cancel);
        while (await node.Fleet.TakeLostAsync(Cancel) is { Count: 0 })
        {
            await Task.Yield();
        }

        await node.Fleet.ForgetAsync("web01", Cancel);

        // What an exec may still wait for goes a moment later, and hints are numbered on.
        string[] left;
        do
        {
            left = (string[])(await node.Engine.Connection.CallAsync("KEYS", ["*"], Cancel))!;
        }
        while (left.Any(key => key.Contains(":j:", StringComparison.Ordinal)));
        Assert.DoesNotContain(left, key => !key.Contains(":bytes", StringComparison.Ordinal) && !key.Contains("hints", StringComparison.Ordinal)
            && !key.Contains("catalogue", StringComparison.Ordinal) && !key.StartsWith("arthas:{hub}:", StringComparison.Ordinal));
        foreach (var key in left.Where(key => key.EndsWith(":bytes", StringComparison.Ordinal)))
        {
            Assert.Equal(0, (long)await node.Engine.Connection.CallAsync("GET", [key], Cancel));
        }
    }

    private static async Task UseEverythingAsync(RedisNode node)
    {
        var sessions = node.Sessions;
        var result = new Result(1, "watch", Encoding.UTF8.GetBytes("{}"));
        await sessions.AddHistoryAsync("watch", Cancel);
        await node.Fleet.RegisterAsync(
            new AgentRecord
            {
                Name = "web01", Instance = "1", Version = "1", Host = "web01",
                Targets = [new TargetRecord("a_web01-1", "a", "web01", 1, ".NET 10")],
            },
            new LinkId("node", 1),
            Cancel);
        await node.Fleet.PostAsync("web01", new InboxMessage.Stop(new JobKey("s", 1)), Cancel);
        foreach (var isPrivate in new[] { false, true })
        {
            for (var i = 0; i < 2; i++)
            {
                var (session, consumer) = await sessions.OpenAsync(new NewSession { UserId = "u", TargetId = "t", Greeting = [result] }, Cancel);
                var key = new JobKey(session, await sessions.NextJobIdAsync(Cancel));
                await sessions.StartJobAsync(
                    new NewJob { Key = key, Command = "c", Agent = "web01", Private = isPrivate, TimeLimit = TimeSpan.FromHours(1) }, Cancel);
                await sessions.AppendAsync(key, 1, [result], Cancel);
                await sessions.JoinAsync(session, Cancel);
                await sessions.ReadJobAsync(key, 1, TimeSpan.FromMilliseconds(1), Cancel);
                await sessions.WaitEndAsync(key, TimeSpan.FromMilliseconds(1), Cancel);
                if (i == 0)
                {
                    await sessions.EndJobAsync(key, new JobEnd { Status = result }, Cancel);
                }

                var pulled = await sessions.PullAsync(session, consumer!, null, TimeSpan.Zero, Cancel);
                await sessions.CommitAsync(session, consumer!, pulled.LastSeq, Cancel);
                await sessions.PullAsync(session, consumer!, null, TimeSpan.FromMilliseconds(1), Cancel);
            }
        }

        await sessions.TakeDueAsync(Cancel);
    }
}
