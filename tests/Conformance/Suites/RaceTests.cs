using System.Collections.Concurrent;
using Arthas.Conformance.Clusters;
using Arthas.Contracts.Cluster;
using Arthas.Silo.Sessions;

namespace Arthas.Conformance.Suites;

/// <summary>Two callers at once, through two nodes where there are two. What must hold holds whoever comes first.</summary>
public abstract class RaceTests(TestCluster cluster) : Suite(cluster)
{
    private const int Rounds = 60;

    [Fact]
    public async Task Start_racing_start_has_one_winner()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (session, consumer) = await OpenAsync();
            await PullAsync(session, consumer);

            var started = await RaceAsync(
                () => Hubs[0].Sessions.StartAsync(session, Job(agent: null), Cancel),
                () => Hubs[^1].Sessions.StartAsync(session, Job(agent: null), Cancel));

            Assert.Equal([StartOutcome.Started, StartOutcome.Busy], started.Select(one => one.Outcome).Order());
            Assert.Equal(["command", "ALLOW_INTERRUPT"], Show((await PullAsync(session, consumer)).Results));
        }
    }

    [Fact]
    public async Task Start_racing_its_own_repetition_is_one_job()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (session, consumer) = await OpenAsync();
            await PullAsync(session, consumer);
            var job = Job(agent: null);

            var started = await RaceAsync(
                () => Hubs[0].Sessions.StartAsync(session, job, Cancel),
                () => Hubs[^1].Sessions.StartAsync(session, job, Cancel));

            Assert.Equal(started[0], started[1]);
            Assert.Equal(["command", "ALLOW_INTERRUPT"], Show((await PullAsync(session, consumer)).Results));
        }
    }

    [Fact]
    public async Task Interrupt_racing_the_natural_end_has_one_status()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (session, consumer) = await OpenAsync();
            var job = await RunAsync(session);

            var ends = await RaceAsync(
                async () => (await TryAppendAsync(job, 1, [Text("a"), Status(job)], last: true)).Outcome == AppendOutcome.Accepted,
                () => Hubs[^1].Sessions.EndAsync(job, 0, null, [], Cancel));

            Assert.Single(ends, true);
            var shown = Show((await PullAsync(session, consumer)).Results);
            Assert.Single(shown, "status");
            Assert.Equal("ALLOW_INPUT", shown[^1]);
            Assert.Null((await Sessions.TouchAsync(session, null, Cancel))!.Foreground);
        }
    }

    [Fact]
    public async Task Append_racing_an_end_puts_nothing_behind_the_status()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (session, consumer) = await OpenAsync();
            var job = await RunAsync(session);

            await RaceAsync(
                async () => (await TryAppendAsync(job, 1, Texts("a", "b"))).Outcome == AppendOutcome.Accepted,
                () => Hubs[^1].Sessions.EndAsync(job, 0, null, [], Cancel));

            var shown = Show((await PullAsync(session, consumer)).Results);
            Assert.Equal(["status", "ALLOW_INPUT"], shown[^2..]);
            Assert.Contains(shown.Length, new[] { 7, 9 });
        }
    }

    [Fact]
    public async Task Close_racing_a_pull_answers_it()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (session, consumer) = await OpenAsync();
            await PullAsync(session, consumer);

            var pull = Task.Run(() => Hubs[0].Sessions.PullAsync(session, consumer, null, TimeSpan.FromHours(1), Cancel).AsTask(), Cancel);
            var close = Task.Run(async () => await Hubs[^1].Sessions.CloseAsync(session, Cancel), Cancel);

            Assert.True(await InTimeAsync(close, "the close"));
            Assert.Equal(PullOutcome.NoSession, (await InTimeAsync(pull, "the pull")).Outcome);
        }
    }

    [Fact]
    public async Task Close_racing_close_has_one_winner()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (session, _) = await OpenAsync();
            await RunAsync(session);

            var closed = await RaceAsync(
                () => Hubs[0].Sessions.CloseAsync(session, Cancel),
                () => Hubs[^1].Sessions.CloseAsync(session, Cancel));

            Assert.Single(closed, true);
        }
    }

    [Fact]
    public async Task Close_racing_changes_leaves_nothing_half_done()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (session, _) = await OpenAsync();

            await RaceAsync(
                () => Hubs[0].Sessions.CloseAsync(session, Cancel),
                () => Hubs[^1].Sessions.NoteAsync(session, Texts("a"), Cancel),
                async () => (await Hubs[0].Sessions.StartAsync(session, Job(agent: null), Cancel)).Outcome == StartOutcome.Started,
                async () => await Hubs[^1].Sessions.JoinAsync(session, Cancel) is not null);

            Assert.Null(await Sessions.TouchAsync(session, null, Cancel));
            Assert.False(await Sessions.NoteAsync(session, Texts("late"), Cancel));
            Assert.Empty(await Sessions.RunningAsync(session, Cancel));
        }
    }

    [Fact]
    public async Task Pulls_of_one_consumer_at_two_nodes_leave_at_most_one_that_waits_and_lose_nothing()
    {
        var (session, consumer) = await OpenAsync();
        await PullAsync(session, consumer);
        for (var round = 0; round < Rounds; round++)
        {
            var pulls = Hubs.Concat(Hubs).Select(node => node.Sessions.PullAsync(session, consumer, null, TimeSpan.FromHours(1), Cancel).AsTask()).ToList();
            while (pulls.Count > 1)
            {
                var first = await InTimeAsync(Task.WhenAny(pulls), "one that gives way");
                Assert.Empty((await first).Results);
                pulls.Remove(first);
            }

            // It may have been told to give way as well: news of two that changed places cross each other.
            await NoteAsync(session, Numbers(round, 1));
            var pulled = await InTimeAsync(pulls[0], "the answer");
            pulled = pulled.Results.Count > 0 ? pulled : await PullAsync(session, consumer);
            Assert.Equal([$"{round}"], Show(pulled.Results));
            await Sessions.CommitAsync(session, consumer, pulled.LastSeq, Cancel);
        }
    }

    /// <summary>One agent sends as fast as it can; consumers pull, join and ask again. Each sees everything once and in order.</summary>
    [Fact]
    public async Task Consumers_beside_a_running_job_see_everything_once_and_in_order()
    {
        const int Batches = 300;
        var (session, first) = await OpenAsync();
        var job = await RunAsync(session);
        var seen = new ConcurrentDictionary<string, List<string>>();

        // A consumer sees what came since it joined.
        string[] consumers = [first, (await Sessions.JoinAsync(session, Cancel))!, (await Sessions.JoinAsync(session, Cancel))!];
        var agent = Task.Run(
            async () =>
            {
                for (var batch = 1; batch <= Batches; batch++)
                {
                    await AppendAsync(job, batch, Numbers((batch * 10) - 9, 10));
                }

                await EndAsync(job);
            },
            Cancel);
        var readers = consumers.Select((consumer, i) => Task.Run(() => ReadAsync(consumer, forgetful: i == 1), Cancel));
        await InTimeAsync(Task.WhenAll([agent, .. readers]), "the run");

        foreach (var results in seen.Values)
        {
            Assert.Equal(Enumerable.Range(1, Batches * 10).Select(n => $"{n}"), results.Where(r => char.IsAsciiDigit(r[0])));
        }

        Assert.Equal(3, seen.Count);

        async Task ReadAsync(string consumer, bool forgetful)
        {
            var random = new Random(7);
            var mine = seen.GetOrAdd(consumer, _ => []);
            long seq = 0;
            while (!mine.Contains("status"))
            {
                var sessions = Sessions;
                var pulled = await sessions.PullAsync(session, consumer, forgetful ? seq : null, TimeSpan.FromSeconds(2), Cancel);
                Assert.Equal(0, pulled.Missed);
                // Every third reply is lost on its way: nothing is committed and the same is asked for again.
                if (random.Next(3) == 0)
                {
                    continue;
                }

                mine.AddRange(Show(pulled.Results));
                seq = pulled.LastSeq;
                if (!forgetful)
                {
                    await sessions.CommitAsync(session, consumer, seq, Cancel);
                }
            }
        }
    }

    private static async Task<T[]> RaceAsync<T>(params Func<ValueTask<T>>[] calls)
    {
        using var start = new Barrier(calls.Length);
        var running = calls.Select(call => Task.Factory.StartNew(
            async () =>
            {
                start.SignalAndWait(Cancel);
                return await call();
            },
            Cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap());
        return await InTimeAsync(Task.WhenAll(running), "the race");
    }
}
