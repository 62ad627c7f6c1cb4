using Arthas.Conformance.Engines;
using Arthas.Contracts.Cluster;

namespace Arthas.Conformance.Suites;

public abstract class BatchTests<TEngine> : Suite<TEngine>
    where TEngine : Engine, new()
{
    [Fact]
    public async Task Append_the_same_batch_again_is_a_duplicate()
    {
        var (session, consumer) = await OpenAsync();
        var job = await StartAsync(session);
        await PullAsync(session, consumer!);
        await AppendAsync(job, 1, Texts("a"));

        Assert.Equal(new Appended(AppendOutcome.Duplicate, 2), await Sessions.AppendAsync(job, 1, Texts("a"), Cancel));

        Assert.Equal(["a"], Show((await PullAsync(session, consumer!)).Results));
    }

    [Fact]
    public async Task Append_after_a_gap_names_the_batch_that_is_expected()
    {
        var (session, consumer) = await OpenAsync();
        var job = await StartAsync(session);
        await PullAsync(session, consumer!);
        await AppendAsync(job, 1, Texts("a"));

        Assert.Equal(new Appended(AppendOutcome.Gap, 2), await Sessions.AppendAsync(job, 3, Texts("c"), Cancel));

        Assert.Equal(["a"], Show((await PullAsync(session, consumer!)).Results));
    }

    [Fact]
    public async Task Append_unknown_job_is_unknown()
    {
        var (session, _) = await OpenAsync();

        Assert.Equal(AppendOutcome.Unknown, (await Sessions.AppendAsync(new JobKey(session, 77), 1, Texts("a"), Cancel)).Outcome);
    }

    [Fact]
    public async Task End_with_a_batch_is_a_batch()
    {
        var (session, consumer) = await OpenAsync();
        var job = await StartAsync(session);
        await PullAsync(session, consumer!);
        var end = new JobEnd { Batch = 2, Results = Texts("b"), Status = Status(job) };

        Assert.Equal(new Appended(AppendOutcome.Gap, 1), await Sessions.EndJobAsync(job, end, Cancel));
        await AppendAsync(job, 1, Texts("a"));
        Assert.Equal(new Appended(AppendOutcome.Accepted, 3), await Sessions.EndJobAsync(job, end, Cancel));
        Assert.Equal(new Appended(AppendOutcome.Duplicate, 3), await Sessions.EndJobAsync(job, end, Cancel));

        Assert.Equal(["a", "b", "status", "ALLOW_INPUT"], Show((await PullAsync(session, consumer!)).Results));
    }

    [Fact]
    public async Task Batches_after_an_end_from_outside_are_counted_and_announced_once()
    {
        var (session, consumer) = await OpenAsync();
        var job = await StartAsync(session);
        await AppendAsync(job, 1, Texts("a"));
        await EndAsync(job);
        await PullAsync(session, consumer!);

        Assert.Equal(AppendOutcome.Duplicate, (await Sessions.AppendAsync(job, 1, Texts("a"), Cancel)).Outcome);
        Assert.Equal(AppendOutcome.Ended, (await Sessions.AppendAsync(job, 2, Texts("b", "c"), Cancel)).Outcome);
        Assert.Equal(AppendOutcome.Ended, (await Sessions.AppendAsync(job, 2, Texts("b", "c"), Cancel)).Outcome);
        var end = new JobEnd { Batch = 3, Results = Texts("d"), Status = Status(job) };
        Assert.Equal(AppendOutcome.Ended, (await Sessions.EndJobAsync(job, end, Cancel)).Outcome);
        await Engine.PassAsync(Engine.Leases.Interrupt);
        await Sessions.TakeDueAsync(Cancel);
        await Sessions.TakeDueAsync(Cancel);

        var announced = Assert.Single(Show((await PullAsync(session, consumer!)).Results));
        Assert.Equal($"3 results of job {job.JobId} arrived after its end and were dropped.", announced);
    }

    [Fact]
    public async Task Results_let_go_after_an_end_are_counted_once_with_those_that_came()
    {
        var (session, consumer) = await OpenAsync();
        var job = await StartAsync(session);
        await AppendAsync(job, 1, Texts("a"));

        Assert.Equal(new Appended(AppendOutcome.Gap, 2), await Sessions.DropAsync(job, 4, 10, Cancel));
        await EndAsync(job);
        await PullAsync(session, consumer!);
        Assert.Equal(new Appended(AppendOutcome.Ended, 3), await Sessions.AppendAsync(job, 2, Texts("b", "c"), Cancel));
        Assert.Equal(2, (await Sessions.JobAsync(job, Cancel))!.LastBatch);
        Assert.Equal(new Appended(AppendOutcome.Ended, 5), await Sessions.DropAsync(job, 4, 10, Cancel));
        Assert.Equal(new Appended(AppendOutcome.Ended, 5), await Sessions.DropAsync(job, 4, 10, Cancel));
        Assert.Equal(AppendOutcome.Unknown, (await Sessions.DropAsync(job with { JobId = 77 }, 4, 10, Cancel)).Outcome);
        await Engine.PassAsync(Engine.Leases.Interrupt);
        await Sessions.TakeDueAsync(Cancel);

        var announced = Assert.Single(Show((await PullAsync(session, consumer!)).Results));
        Assert.Equal($"12 results of job {job.JobId} arrived after its end and were dropped.", announced);
    }

    /// <summary>An agent whose link breaks at random: it sends again, skips, goes back, and heeds the answers.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Batches_in_any_order_end_up_once_and_in_order(int seed)
    {
        var random = new Random(seed);
        var (session, consumer) = await OpenAsync();
        var job = await StartAsync(session);
        var seen = new List<string>(Show((await PullAsync(session, consumer!)).Results));
        seen.Clear();

        const int Batches = 200;
        long next = 1;
        while (next <= Batches)
        {
            var sent = Math.Clamp(next + random.Next(-3, 3), 1, Batches);
            var appended = await Sessions.AppendAsync(job, sent, Numbers((int)sent, 1), Cancel);
            var expected = sent < next ? AppendOutcome.Duplicate : sent == next ? AppendOutcome.Accepted : AppendOutcome.Gap;
            Assert.Equal(expected, appended.Outcome);
            next = appended.Expected;
            if (random.Next(10) == 0)
            {
                seen.AddRange(Show((await PullAsync(session, consumer!)).Results));
            }
        }

        seen.AddRange(Show((await PullAsync(session, consumer!)).Results));
        Assert.Equal(Enumerable.Range(1, Batches).Select(n => $"{n}"), seen);
    }
}
