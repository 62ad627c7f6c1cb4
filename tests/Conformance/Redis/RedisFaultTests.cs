using System.Text;
using Arthas.Contracts.Cluster;
using Arthas.Hub.Engines.Redis;
using Arthas.Hub.Sessions;

namespace Arthas.Conformance.Redis;

/// <summary>Redis itself dies, hangs or forgets under two nodes, with the durability that guarantees ask for.</summary>
public sealed class RedisFaultTests : IAsyncLifetime
{
    private static readonly string[] Durable = ["--appendonly", "yes", "--appendfsync", "always"];
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(30);

    private RedisServer _server = null!;
    private RedisNode _node = null!;
    private RedisNode _other = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(RedisServer.WhyNot is not null, RedisServer.WhyNot ?? "");
        _server = await RedisServer.StartAsync(Durable);
        _node = Node(_server);
        _other = Node(_server);
        await _other.Engine.StartAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is null)
        {
            return;
        }

        await _node.DisposeAsync();
        await _other.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Kill_and_restart_under_a_running_job_loses_and_doubles_nothing()
    {
        const int Batches = 400;
        var (session, consumer) = await _node.Sessions.OpenAsync(new NewSession(), Cancel);
        var job = await StartAsync(session);
        var agent = Task.Run(() => SendAsync(job, 1, Batches), Cancel);
        var reader = Task.Run(() => ReadToEndAsync(session, consumer!), Cancel);

        for (var i = 0; i < 3; i++)
        {
            await ReachedAsync(job, (i + 1) * Batches / 5);
            await _server.KillAsync();
            await _server.StartAgainAsync();
        }

        await InTimeAsync(Task.WhenAll(agent, reader).ContinueWith(_ => true, Cancel), "the run");
        await agent;
        Assert.Equal(Enumerable.Range(1, Batches), await reader);
    }

    [Fact]
    public async Task Killed_server_is_said_to_be_away_at_once()
    {
        await OpenAsync();
        await _server.KillAsync();
        await AwayAsync();

        var call = _node.Sessions.OpenAsync(new NewSession(), Cancel).AsTask();

        Assert.True(call.IsCompleted);
        Assert.Contains($"Redis at {_server.Address} is away", (await Assert.ThrowsAsync<EngineAwayException>(() => call)).Message);
    }

    [Fact]
    public async Task Server_that_comes_back_empty_has_no_sessions_and_tells_agents_to_stop()
    {
        var session = await OpenAsync();
        var job = await StartAsync(session);
        var agent = new AgentRecord { Name = "web01", Instance = "1", Version = "1", Host = "web01" };
        var link = new LinkId("node", 1);
        await _node.Fleet.RegisterAsync(agent, link, Cancel);
        await _server.KillAsync();
        _server.Forget();
        await _server.StartAgainAsync();
        await BackAsync(_node);

        Assert.Null(await _node.Sessions.TouchAsync(session, null, Cancel));
        Assert.Equal(AppendOutcome.Unknown, (await _node.Sessions.AppendAsync(job, 1, [], Cancel)).Outcome);
        Assert.False(await _node.Fleet.RenewAsync("web01", link, null, Cancel));
        await OpenAsync();
    }

    [Fact]
    public async Task Server_that_comes_back_older_names_the_batch_to_go_on_from()
    {
        await using var forgetful = await RedisServer.StartAsync("--appendonly", "no");
        await using var node = Node(forgetful);
        var (session, consumer) = await node.Sessions.OpenAsync(new NewSession(), Cancel);
        var job = await StartAsync(session, node);
        await node.Sessions.AppendAsync(job, 1, [Watch(1)], Cancel);
        await node.Engine.CallAsync("SAVE", [], Cancel);
        await node.Sessions.AppendAsync(job, 2, [Watch(2)], Cancel);
        await node.Sessions.AppendAsync(job, 3, [Watch(3)], Cancel);
        await forgetful.KillAsync();
        await forgetful.StartAgainAsync();
        await BackAsync(node);

        var appended = await node.Sessions.AppendAsync(job, 4, [Watch(4)], Cancel);

        Assert.Equal(new Appended(AppendOutcome.Gap, 2), appended);
        for (var batch = 2; batch <= 4; batch++)
        {
            Assert.Equal(AppendOutcome.Accepted, (await node.Sessions.AppendAsync(job, batch, [Watch(batch)], Cancel)).Outcome);
        }

        var pulled = await node.Sessions.PullAsync(session, consumer!, null, TimeSpan.Zero, Cancel);
        Assert.Equal(["1", "2", "3", "4"], pulled.Results.Where(r => r.Type == "watch").Select(r => Encoding.UTF8.GetString(r.Json.Span)));
    }

    [Fact]
    public async Task Frozen_server_fails_calls_in_time_and_a_repeated_write_counts_once()
    {
        var (session, consumer) = await _node.Sessions.OpenAsync(new NewSession(), Cancel);
        var job = await StartAsync(session);
        _server.Freeze();

        // It may have happened: the server has it in its socket and runs it when it wakes.
        await Assert.ThrowsAsync<EngineAwayException>(() => InTimeAsync(AppendAsync(job, 1), "the end of the call"));
        await AwayAsync();
        _server.Thaw();
        await BackAsync(_node);

        Assert.Contains((await AppendAsync(job, 1)).Outcome, new[] { AppendOutcome.Accepted, AppendOutcome.Duplicate });
        var pulled = await _node.Sessions.PullAsync(session, consumer!, null, TimeSpan.Zero, Cancel);
        Assert.Single(pulled.Results, r => r.Type == "watch");
    }

    [Fact]
    public async Task Frozen_server_that_dies_is_replaced()
    {
        await OpenAsync();
        _server.Freeze();
        await AwayAsync();
        await _server.KillAsync();
        await _server.StartAgainAsync();

        await BackAsync(_node);

        await OpenAsync();
    }

    [Fact]
    public async Task Forgotten_scripts_are_sent_again()
    {
        var session = await OpenAsync();

        await _node.Engine.Connection.CallAsync("SCRIPT", ["FLUSH"], Cancel);

        Assert.NotNull(await _node.Sessions.TouchAsync(session, null, Cancel));
    }

    [Fact]
    public async Task Parked_pull_whose_hints_were_cut_off_is_answered_long_before_its_end()
    {
        var (session, consumer) = await _node.Sessions.OpenAsync(new NewSession(), Cancel);
        await DrainAsync(session, consumer!);
        var parked = _node.Sessions.PullAsync(session, consumer!, null, TimeSpan.FromMinutes(10), Cancel).AsTask();
        await WaitingAsync(session);

        await _other.Engine.Connection.CallAsync("CLIENT", ["KILL", "TYPE", "pubsub"], Cancel);
        await _other.Sessions.NoteAsync(session, [Watch(1)], Cancel);

        Assert.Single((await InTimeAsync(parked, "the answer")).Results);
    }

    [Fact]
    public async Task Parked_pull_goes_on_over_a_restart()
    {
        var (session, consumer) = await _node.Sessions.OpenAsync(new NewSession(), Cancel);
        await DrainAsync(session, consumer!);
        var pulling = Task.Run(async () =>
        {
            while (true)
            {
                try
                {
                    return await _node.Sessions.PullAsync(session, consumer!, null, TimeSpan.FromMinutes(10), Cancel);
                }
                catch (EngineAwayException)
                {
                    await BackAsync(_node);
                }
            }
        }, Cancel);
        await WaitingAsync(session);

        await _server.KillAsync();
        await _server.StartAgainAsync();
        await BackAsync(_other);
        await _other.Sessions.NoteAsync(session, [Watch(1)], Cancel);

        Assert.Single((await InTimeAsync(pulling, "the answer")).Results);
    }

    private static RedisNode Node(RedisServer server) => new(
        server.Address, new LogOptions(), new LeaseOptions(), TimeProvider.System, limit: TimeSpan.FromSeconds(1));

    private async Task<string> OpenAsync() => (await _node.Sessions.OpenAsync(new NewSession(), Cancel)).SessionId;

    private async Task<JobKey> StartAsync(string session, RedisNode? node = null)
    {
        var job = new NewJob { Key = new JobKey(session, 1), Command = "watch", TimeLimit = TimeSpan.FromHours(1) };
        Assert.Equal(StartOutcome.Started, await (node ?? _node).Sessions.StartJobAsync(job, Cancel));
        return job.Key;
    }

    private Task<Appended> AppendAsync(JobKey job, int batch) => _node.Sessions.AppendAsync(job, batch, [Watch(batch)], Cancel).AsTask();

    private static Result Watch(int number) => new(1, "watch", Encoding.UTF8.GetBytes($"{number}"));

    /// <summary>As an agent does: a batch that was not acknowledged is sent again, and the answer says which is next.</summary>
    private async Task SendAsync(JobKey job, int from, int to)
    {
        for (long batch = from; batch <= to;)
        {
            try
            {
                batch = (await AppendAsync(job, (int)batch)).Expected;
            }
            catch (EngineAwayException)
            {
                await BackAsync(_node);
            }
        }
    }

    private async Task<List<int>> ReadToEndAsync(string session, string consumer)
    {
        var seen = new List<int>();
        long seq = 0;
        while (seen.Count == 0 || seen[^1] < 400)
        {
            try
            {
                var pulled = await _other.Sessions.PullAsync(session, consumer, seq, TimeSpan.FromSeconds(2), Cancel);
                Assert.Equal(0, pulled.Missed);
                seen.AddRange(pulled.Results.Where(r => r.Type == "watch").Select(r => int.Parse(Encoding.UTF8.GetString(r.Json.Span))));
                seq = pulled.LastSeq;
            }
            catch (EngineAwayException)
            {
                await BackAsync(_other);
            }
        }

        return seen;
    }

    private async Task ReachedAsync(JobKey job, int batch)
    {
        while (true)
        {
            try
            {
                if ((await _other.Sessions.JobAsync(job, Cancel))!.LastBatch >= batch)
                {
                    return;
                }
            }
            catch (EngineAwayException)
            {
                await BackAsync(_other);
            }
        }
    }

    private async Task DrainAsync(string session, string consumer)
    {
        var pulled = await _node.Sessions.PullAsync(session, consumer, null, TimeSpan.Zero, Cancel);
        await _node.Sessions.CommitAsync(session, consumer, pulled.LastSeq, Cancel);
    }

    /// <summary>Until somebody waits for the session: its node stands in the store.</summary>
    private async Task WaitingAsync(string session)
    {
        while ((int)await _other.Engine.Connection.CallAsync("EXISTS", [$"{SessionKeys.Of(session)}:w"], Cancel) == 0)
        {
            await Task.Yield();
        }
    }

    /// <summary>Until calls fail without being made.</summary>
    private async Task AwayAsync()
    {
        while (true)
        {
            var call = _node.Sessions.HistoryAsync(Cancel).AsTask();
            if (call.IsFaulted)
            {
                return;
            }

            await InTimeAsync(call.ContinueWith(_ => true, Cancel), "the end of a call");
        }
    }

    /// <summary>Until a call works again.</summary>
    private static async Task BackAsync(RedisNode node)
    {
        while (true)
        {
            var back = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            node.Engine.Connection.Restored += Set;
            try
            {
                await node.Sessions.HistoryAsync(Cancel);
                return;
            }
            catch (EngineAwayException)
            {
                if (node.Engine.Connection.IsAway)
                {
                    await InTimeAsync(back.Task, "Redis's return");
                }
            }
            finally
            {
                node.Engine.Connection.Restored -= Set;
            }

            void Set() => back.TrySetResult(true);
        }
    }

    private static async Task<T> InTimeAsync<T>(Task<T> task, string phase)
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
}
