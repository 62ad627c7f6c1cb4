using System.Diagnostics;
using Arthas.Conformance.Clusters;
using Arthas.Contracts.Cluster;
using Arthas.Silo.Fleet;
using Arthas.Silo.Hosting;
using Arthas.Silo.Sessions;

namespace Arthas.Conformance.Redis;

/// <summary>Redis dies, hangs, refuses or forgets under two nodes, with the durability that guarantees ask for.</summary>
public sealed class RedisFaultTests : IAsyncLifetime
{
    private static readonly string[] Durable = ["--appendonly", "yes", "--appendfsync", "always"];

    private RedisServer _server = null!;
    private RedisCluster _cluster = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(RedisServer.WhyNot is not null, RedisServer.WhyNot ?? "");
        _server = await RedisServer.StartAsync(Durable);
        _cluster = new RedisCluster(_server);
        await _cluster.AddAsync();
        await _cluster.AddAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _cluster.DisposeAsync();
            await _server.DisposeAsync();
        }
    }

    [Fact]
    public async Task Kill_and_restart_under_a_running_job_loses_and_doubles_nothing()
    {
        const int Batches = 300;
        var (job, consumer) = await _cluster.RunAsync();
        var reached = Enumerable.Range(0, 3).Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).ToArray();
        var agent = Task.Run(() => SendAsync(job, Batches, batch =>
        {
            if (batch % 75 == 0 && batch < Batches)
            {
                reached[(batch / 75) - 1].TrySetResult();
            }
        }), Cancel);
        var reader = Task.Run(() => ReadAsync(job.SessionId, consumer, Batches), Cancel);

        foreach (var some in reached)
        {
            await RedisCluster.InTimeAsync(some.Task, "the batches before a death");
            await _server.KillAsync();
            await _server.StartAgainAsync();
        }

        await RedisCluster.InTimeAsync(agent, "the last batch");
        Assert.Equal(Enumerable.Range(1, Batches), await RedisCluster.InTimeAsync(reader, "the last result"));
        Assert.Equal(JobStatus.Running, (await _cluster.Last.Sessions.JobAsync(job, Cancel))!.Status);
    }

    [Fact]
    public async Task Killed_server_is_said_to_be_away_at_once_and_by_name()
    {
        var (job, consumer) = await _cluster.RunAsync();
        await _server.KillAsync();
        await RedisCluster.AwayAsync(_cluster.First);
        await RedisCluster.AwayAsync(_cluster.Last);

        foreach (var node in _cluster.Nodes)
        {
            var begin = Stopwatch.GetTimestamp();
            var away = await Assert.ThrowsAsync<ClusterAwayException>(() => node.Sessions.OpenAsync(new NewSession(), Cancel).AsTask());
            Assert.Contains($"Redis at {_server.Address} is away", away.Message);
            Assert.Contains("Running jobs go on", away.Message);
            away = await Assert.ThrowsAsync<ClusterAwayException>(() => node.Sessions.NoteAsync(job.SessionId, [RedisCluster.Number(1)], Cancel).AsTask());
            Assert.Contains($"Redis at {_server.Address} is away", away.Message);
            Assert.InRange(Stopwatch.GetElapsedTime(begin), TimeSpan.Zero, TimeSpan.FromSeconds(5));
        }

        await _server.StartAgainAsync();
        Assert.Equal(1, await RedisCluster.TryAsync(() => NumberedAsync(job, consumer, 1)));
    }

    [Fact]
    public async Task Frozen_server_fails_calls_in_time_and_a_repeated_write_counts_once()
    {
        var (job, consumer) = await _cluster.RunAsync();
        _server.Freeze();

        // It may have happened: the server has it in its socket and runs it when it wakes.
        var begin = Stopwatch.GetTimestamp();
        await Assert.ThrowsAsync<ClusterAwayException>(() => RedisCluster.InTimeAsync(_cluster.AppendAsync(job, 1), "the end of the call"));
        Assert.InRange(Stopwatch.GetElapsedTime(begin), TimeSpan.Zero, TimeSpan.FromSeconds(9));
        await RedisCluster.AwayAsync(_cluster.First);
        _server.Thaw();

        var again = await RedisCluster.TryAsync(() => _cluster.AppendAsync(job, 1));
        Assert.Contains(again, new[] { new Appended(AppendOutcome.Accepted, 2), new Appended(AppendOutcome.Duplicate, 2) });
        Assert.Equal([1], await RedisCluster.TryAsync(() => ReadAsync(job.SessionId, consumer, 1)));
    }

    [Fact]
    public async Task Frozen_server_that_dies_is_replaced()
    {
        var (job, consumer) = await _cluster.RunAsync();
        await RedisCluster.TryAsync(() => _cluster.AppendAsync(job, 1));
        _server.Freeze();
        await RedisCluster.AwayAsync(_cluster.First);
        await _server.KillAsync();
        await _server.StartAgainAsync();

        Assert.Equal(new Appended(AppendOutcome.Accepted, 3), await RedisCluster.TryAsync(() => _cluster.AppendAsync(job, 2)));
        Assert.Equal([1, 2], await RedisCluster.TryAsync(() => ReadAsync(job.SessionId, consumer, 2)));
    }

    [Fact]
    public async Task Slow_server_delays_and_fails_nothing()
    {
        var (job, consumer) = await _cluster.RunAsync();
        for (var batch = 1; batch <= 5; batch++)
        {
            await _cluster.AskAsync("CLIENT", "PAUSE", 300, "ALL");
            Assert.Equal(new Appended(AppendOutcome.Accepted, batch + 1), await _cluster.AppendAsync(job, batch));
        }

        Assert.Equal(Enumerable.Range(1, 5), await ReadAsync(job.SessionId, consumer, 5));
    }

    [Theory]
    [InlineData("maxmemory", "1", "0", "OOM")]
    [InlineData("min-replicas-to-write", "1", "0", "NOREPLICAS")]
    public async Task Server_that_refuses_writes_is_named_and_nothing_is_half_done(string setting, string wrong, string right, string said)
    {
        var (job, consumer) = await _cluster.RunAsync();
        await RedisCluster.TryAsync(() => _cluster.AppendAsync(job, 1));
        await _cluster.AskAsync("CONFIG", "SET", setting, wrong);

        var begin = Stopwatch.GetTimestamp();
        var away = await Assert.ThrowsAsync<ClusterAwayException>(() => _cluster.Last.Sessions.OpenAsync(new NewSession(), Cancel).AsTask());
        Assert.Contains($"Redis at {_server.Address} is away: {said}", away.Message);
        await Assert.ThrowsAsync<ClusterAwayException>(() => _cluster.AppendAsync(job, 2));
        await Assert.ThrowsAsync<ClusterAwayException>(() => _cluster.Last.Sessions.EndAsync(job, 0, null, [], Cancel).AsTask());
        await Assert.ThrowsAsync<ClusterAwayException>(() => _cluster.First.Sessions.StartAsync(job.SessionId, RedisCluster.Job() with { Background = true }, Cancel).AsTask());
        Assert.InRange(Stopwatch.GetElapsedTime(begin), TimeSpan.Zero, TimeSpan.FromSeconds(8));
        await _cluster.AskAsync("CONFIG", "SET", setting, right);

        Assert.Equal(job, Assert.Single(await RedisCluster.TryAsync(() => _cluster.Last.Sessions.RunningAsync(job.SessionId, Cancel).AsTask())).Key);
        Assert.Equal(new Appended(AppendOutcome.Accepted, 3), await RedisCluster.TryAsync(() => _cluster.AppendAsync(job, 2)));
        Assert.Equal([1, 2], await RedisCluster.TryAsync(() => ReadAsync(job.SessionId, consumer, 2)));
    }

    [Fact]
    public async Task Server_that_comes_back_empty_has_no_sessions_and_agents_and_takes_new_ones()
    {
        var (job, consumer) = await _cluster.RunAsync();
        await RedisCluster.TryAsync(() => _cluster.AppendAsync(job, 1));
        await _server.KillAsync();
        _server.Forget();
        await _server.StartAgainAsync();

        await ForgottenAsync(job, consumer);
    }

    [Fact]
    public async Task Server_that_is_emptied_while_it_runs_has_no_sessions_and_agents_and_takes_new_ones()
    {
        var (job, consumer) = await _cluster.RunAsync();
        await RedisCluster.TryAsync(() => _cluster.AppendAsync(job, 1));

        await _cluster.AskAsync("FLUSHALL");

        await ForgottenAsync(job, consumer);
    }

    [Fact]
    public async Task Node_that_starts_while_the_server_is_away_joins_when_it_is_back()
    {
        var (job, consumer) = await _cluster.RunAsync();
        await _server.KillAsync();
        await RedisCluster.AwayAsync(_cluster.First);

        var late = await _cluster.AddAsync();
        var away = await Assert.ThrowsAsync<ClusterAwayException>(() => late.Sessions.OpenAsync(new NewSession(), Cancel).AsTask());
        Assert.Contains($"Redis at {_server.Address} is away", away.Message);
        await _server.StartAgainAsync();
        await RedisCluster.InTimeAsync(late.Get<ClusterPresence>().Joined, "joining");

        Assert.NotNull(await RedisCluster.TryAsync(() => late.Sessions.TouchAsync(job.SessionId, null, Cancel).AsTask()));
        await RedisCluster.TryAsync(() => _cluster.AppendAsync(job, 1, late));
        Assert.Equal([1], await RedisCluster.TryAsync(() => ReadAsync(job.SessionId, consumer, 1)));
    }

    [Fact]
    public async Task Parked_pull_goes_on_over_a_restart()
    {
        var (job, consumer) = await _cluster.RunAsync();
        var drained = await _cluster.Last.Sessions.PullAsync(job.SessionId, consumer, null, TimeSpan.Zero, Cancel);
        await _cluster.Last.Sessions.CommitAsync(job.SessionId, consumer, drained.LastSeq, Cancel);
        var parked = RedisCluster.TryAsync(() => _cluster.Last.Sessions.PullAsync(job.SessionId, consumer, null, TimeSpan.FromMinutes(4), Cancel).AsTask());

        await _server.KillAsync();
        await RedisCluster.AwayAsync(_cluster.First);
        await _server.StartAgainAsync();
        await RedisCluster.TryAsync(() => _cluster.AppendAsync(job, 1));

        Assert.Equal([1], RedisCluster.NumbersOf((await RedisCluster.InTimeAsync(parked, "the answer")).Results));
    }

    [Fact]
    public async Task Sessions_and_jobs_outlive_every_silo()
    {
        var (job, consumer) = await _cluster.RunAsync();
        await RedisCluster.TryAsync(() => _cluster.AppendAsync(job, 1));
        await RedisCluster.TryAsync(() => _cluster.AppendAsync(job, 2, _cluster.Last));
        var first = await _cluster.First.Sessions.PullAsync(job.SessionId, consumer, null, TimeSpan.Zero, Cancel);
        await _cluster.First.Sessions.CommitAsync(job.SessionId, consumer, first.LastSeq - 1, Cancel);
        await _cluster.StopAsync(_cluster.Last);
        await _cluster.StopAsync(_cluster.Last);

        var node = await _cluster.AddAsync();

        Assert.Equal(job, (await RedisCluster.TryAsync(() => node.Sessions.TouchAsync(job.SessionId, null, Cancel).AsTask()))!.Foreground!.Key);
        Assert.Equal(new Appended(AppendOutcome.Duplicate, 3), await _cluster.AppendAsync(job, 2));
        Assert.Equal(new Appended(AppendOutcome.Accepted, 4), await _cluster.AppendAsync(job, 3));
        var rest = await node.Sessions.PullAsync(job.SessionId, consumer, null, TimeSpan.Zero, Cancel);
        Assert.Equal([2, 3], RedisCluster.NumbersOf(rest.Results));
        Assert.NotNull(await node.Fleet.AgentAsync("agent", Cancel));
    }

    [Fact]
    public async Task Server_that_came_back_older_names_the_batch_to_go_on_from_to_whoever_replays()
    {
        await using var forgetful = await RedisServer.StartAsync("--appendonly", "no");
        await using var cluster = new RedisCluster(forgetful);
        var before = await cluster.AddAsync();
        var (job, consumer) = await cluster.RunAsync();
        await cluster.AppendAsync(job, 1);
        await cluster.AskAsync("SAVE");
        await cluster.AppendAsync(job, 2);
        await cluster.AppendAsync(job, 3);
        await forgetful.KillAsync();
        await forgetful.StartAgainAsync();
        await RedisCluster.BackAsync(before);
        // What is in memory goes on if it did not notice, though what it stands on has a hole.
        Assert.Contains(await RedisCluster.TryAsync(() => cluster.AppendAsync(job, 4)), new[] { new Appended(AppendOutcome.Accepted, 5), new Appended(AppendOutcome.Gap, 2) });
        await cluster.StopAsync(before);
        var node = await cluster.AddAsync();

        Assert.Equal(new Appended(AppendOutcome.Gap, 2), await RedisCluster.TryAsync(() => cluster.AppendAsync(job, 5)));
        for (var batch = 2; batch <= 5; batch++)
        {
            Assert.Equal(new Appended(AppendOutcome.Accepted, batch + 1), await cluster.AppendAsync(job, batch));
        }

        var pulled = await node.Sessions.PullAsync(job.SessionId, consumer, 0, TimeSpan.Zero, Cancel);
        Assert.Equal(Enumerable.Range(1, 5), RedisCluster.NumbersOf(pulled.Results));
    }

    /// <summary>Appends one batch and reads it.</summary>
    private async Task<int> NumberedAsync(JobKey job, string consumer, int number)
    {
        await _cluster.AppendAsync(job, number);
        return (await ReadAsync(job.SessionId, consumer, number))[^1];
    }

    private async Task ForgottenAsync(JobKey job, string consumer)
    {
        // Who has it in memory finds out when it writes.
        Assert.Equal(AppendOutcome.Unknown, (await RedisCluster.TryAsync(() => _cluster.AppendAsync(job, 2))).Outcome);
        foreach (var node in _cluster.Nodes)
        {
            Assert.Null(await RedisCluster.TryAsync(() => node.Sessions.TouchAsync(job.SessionId, null, Cancel).AsTask()));
            Assert.Equal(PullOutcome.NoSession, (await RedisCluster.TryAsync(async () =>
            {
                await node.Feeds.FindAsync(job.SessionId, Cancel);
                return await node.Sessions.PullAsync(job.SessionId, consumer, 1_000_000, TimeSpan.Zero, Cancel);
            })).Outcome);
        }

        // The agent's link is told that it is none any more, and the agent comes in again.
        var link = new Renewal { Link = new LinkId("test", 1) };
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await RedisCluster.TryAsync(() => _cluster.First.Calls.RunAsync(() => _cluster.First.Agent("agent").RenewAsync(link), Cancel).AsTask())).IsMine)
        {
            await Task.Delay(50, limit.Token);
        }

        var (fresh, reader) = await RedisCluster.TryAsync(_cluster.RunAsync);
        Assert.Equal(1, await NumberedAsync(fresh, reader, 1));
    }

    /// <summary>As an agent does: a batch that was not acknowledged is sent again, and the answer says which is next.</summary>
    private async Task SendAsync(JobKey job, int to, Action<int> sent)
    {
        for (long batch = 1; batch <= to;)
        {
            var number = batch;
            batch = (await RedisCluster.TryAsync(() => _cluster.AppendAsync(job, number))).Expected;
            sent((int)batch - 1);
        }
    }

    private async Task<List<int>> ReadAsync(string session, string consumer, int last)
    {
        var seen = new List<int>();
        long seq = 0;
        while (seen.Count == 0 || seen[^1] < last)
        {
            var from = seq;
            var pulled = await RedisCluster.TryAsync(() => _cluster.Last.Sessions.PullAsync(session, consumer, from, TimeSpan.FromSeconds(2), Cancel).AsTask());
            Assert.Equal(PullOutcome.Ok, pulled.Outcome);
            Assert.Equal(0, pulled.Missed);
            seen.AddRange(RedisCluster.NumbersOf(pulled.Results));
            seq = pulled.LastSeq;
        }

        return seen;
    }
}
