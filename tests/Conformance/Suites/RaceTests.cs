using System.Collections.Concurrent;
using Arthas.Conformance.Engines;
using Arthas.Contracts.Cluster;

namespace Arthas.Conformance.Suites;

/// <summary>Two callers at once, through two nodes where there are two. What must hold holds whoever comes first.</summary>
public abstract class RaceTests<TEngine> : Suite<TEngine>
    where TEngine : Engine, new()
{
    private const int Rounds = 200;

    [Fact]
    public async Task Start_racing_start_has_one_winner()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (session, consumer) = await OpenAsync();
            await PullAsync(session, consumer!);

            var outcomes = await RaceAsync(
                () => Engine.Sessions.StartJobAsync(Job(session, 1), Cancel),
                () => Engine.Other.Sessions.StartJobAsync(Job(session, 2), Cancel));

            Assert.Equal([StartOutcome.Started, StartOutcome.Busy], outcomes.Order());
            Assert.Equal(["command", "ALLOW_INTERRUPT"], Show((await PullAsync(session, consumer!)).Results));
        }
    }

    [Fact]
    public async Task Interrupt_racing_the_natural_end_has_one_status()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (session, consumer) = await OpenAsync();
            var job = await StartAsync(session);

            var ends = await RaceAsync(
                () => Engine.Sessions.EndJobAsync(job, new JobEnd { Batch = 1, Results = Texts("a"), Status = Status(job) }, Cancel),
                () => Engine.Other.Sessions.EndJobAsync(job, new JobEnd { Status = Status(job) }, Cancel));

            Assert.Single(ends, e => e.Outcome == AppendOutcome.Accepted);
            var shown = Show((await PullAsync(session, consumer!)).Results);
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
            var job = await StartAsync(session);

            await RaceAsync(
                () => Engine.Sessions.AppendAsync(job, 1, Texts("a", "b"), Cancel),
                () => Engine.Other.Sessions.EndJobAsync(job, new JobEnd { Status = Status(job) }, Cancel));

            var shown = Show((await PullAsync(session, consumer!)).Results);
            Assert.Equal(["status", "ALLOW_INPUT"], shown[^2..]);
            Assert.Contains(shown.Length, new[] { 7, 9 });
        }
    }

    [Fact]
    public async Task Close_racing_a_parked_pull_answers_it()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (session, consumer) = await OpenAsync();
            await PullAsync(session, consumer!);

            var pull = Task.Run(() => ParkAsync(session, consumer!), Cancel);
            var close = Task.Run(async () => await Engine.Other.Sessions.CloseAsync(session, Cancel), Cancel);

            Assert.NotNull(await InTimeAsync(close, "the close"));
            Assert.Equal(PullOutcome.NoSession, (await InTimeAsync(pull, "the pull")).Outcome);
        }
    }

    [Fact]
    public async Task Close_racing_close_has_one_winner()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (session, _) = await OpenAsync();
            await StartAsync(session);

            var closed = await RaceAsync(
                () => Engine.Sessions.CloseAsync(session, Cancel),
                () => Engine.Other.Sessions.CloseAsync(session, Cancel));

            Assert.Single(closed, jobs => jobs is { Count: 1 });
            Assert.Single(closed, jobs => jobs is null);
        }
    }

    [Fact]
    public async Task Due_is_taken_by_one_of_many()
    {
        var sessions = new List<string>();
        for (var i = 0; i < 50; i++)
        {
            var (session, _) = await OpenAsync();
            await StartAsync(session, agent: null, limit: TimeSpan.FromSeconds(1));
            sessions.Add(session);
        }

        await Engine.PassAsync(TimeSpan.FromSeconds(1));
        var taken = await RaceAsync(
            () => Engine.Sessions.TakeDueAsync(Cancel), () => Engine.Other.Sessions.TakeDueAsync(Cancel),
            () => Engine.Sessions.TakeDueAsync(Cancel), () => Engine.Other.Sessions.TakeDueAsync(Cancel));

        Assert.Equal(sessions.Order(), taken.SelectMany(t => t).Select(d => d.SessionId).Order());
    }

    /// <summary>One agent sends as fast as it can; consumers pull, join and ask again. Each sees everything once and in order.</summary>
    [Fact]
    public async Task Consumers_beside_a_running_job_see_everything_once_and_in_order()
    {
        const int Batches = 300;
        var (session, first) = await OpenAsync();
        var job = await StartAsync(session);
        var seen = new ConcurrentDictionary<string, List<string>>();

        // A consumer sees what came since it joined.
        string[] consumers = [first!, (await Sessions.JoinAsync(session, Cancel))!, (await Sessions.JoinAsync(session, Cancel))!];
        var agent = Task.Run(async () =>
        {
            for (var batch = 1; batch <= Batches; batch++)
            {
                await Engine.Sessions.AppendAsync(job, batch, Numbers((batch * 10) - 9, 10), Cancel);
            }

            await EndAsync(job);
        }, Cancel);
        var readers = consumers
            .Select((consumer, i) => Task.Run(() => ReadAsync(consumer, forgetful: i == 1), Cancel));
        await InTimeAsync(Task.WhenAll([agent, .. readers]).ContinueWith(t => t.IsCompletedSuccessfully, Cancel), "the run");

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
                var pulled = await Engine.Other.Sessions.PullAsync(session, consumer, forgetful ? seq : null, TimeSpan.FromSeconds(2), Cancel);
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
                    await Engine.Other.Sessions.CommitAsync(session, consumer, seq, Cancel);
                }
            }
        }
    }

    private static NewJob Job(string session, int id) => new()
    {
        Key = new JobKey(session, id), Command = "c", TimeLimit = TimeSpan.FromHours(1), Echo = Text("command"),
    };

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
