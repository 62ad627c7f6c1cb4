using Arthas.Conformance.Clusters;
using Arthas.Contracts.Cluster;
using Arthas.Silo.Sessions;
using Arthas.Silo.Wire;

namespace Arthas.Conformance.Suites;

public abstract class BatchTests(TestCluster cluster) : Suite(cluster)
{
    [Fact]
    public async Task Append_the_same_batch_again_is_a_duplicate()
    {
        var (session, consumer) = await OpenAsync();
        var job = await StartAsync(session);
        await PullAsync(session, consumer);
        await AppendAsync(job, 1, Texts("a"));

        Assert.Equal(new Appended(AppendOutcome.Duplicate, 2), await TryAppendAsync(job, 1, Texts("a")));

        Assert.Equal(["a"], Show((await PullAsync(session, consumer)).Results));
    }

    [Fact]
    public async Task Append_after_a_gap_names_the_batch_that_is_expected()
    {
        var (session, consumer) = await OpenAsync();
        var job = await StartAsync(session);
        await PullAsync(session, consumer);
        await AppendAsync(job, 1, Texts("a"));

        Assert.Equal(new Appended(AppendOutcome.Gap, 2), await TryAppendAsync(job, 3, Texts("c")));

        Assert.Equal(["a"], Show((await PullAsync(session, consumer)).Results));
    }

    [Fact]
    public async Task Append_of_several_batches_takes_those_that_are_new()
    {
        var (session, consumer) = await OpenAsync();
        var job = await StartAsync(session);
        await PullAsync(session, consumer);
        await AppendAsync(job, 1, Texts("a"));
        var several = new JobBatch
        {
            JobId = job.JobId,
            Agent = AgentName,
            First = 1,
            Parts = [ResultBytes.Of(Texts("a")), ResultBytes.Of(Texts("b", "c")), ResultBytes.Of(Text("d"), Status(job))],
            Last = true,
        };

        Assert.Equal(new Appended(AppendOutcome.Accepted, 4), await Node.Session(session).AppendAsync(several));
        Assert.Equal(new Appended(AppendOutcome.Duplicate, 4), await Node.Session(session).AppendAsync(several));

        Assert.Equal(["a", "b", "c", "d", "status", "ALLOW_INPUT"], Show((await PullAsync(session, consumer)).Results));
    }

    [Fact]
    public async Task Append_unknown_job_or_another_agents_is_unknown()
    {
        var (session, consumer) = await OpenAsync();
        var job = await StartAsync(session);
        await PullAsync(session, consumer);

        Assert.Equal(AppendOutcome.Unknown, (await TryAppendAsync(job with { JobId = job.JobId + 1 }, 1, Texts("a"))).Outcome);
        Assert.Equal(AppendOutcome.Unknown, (await TryAppendAsync(new JobKey(SessionId.New(), 1), 1, Texts("a"))).Outcome);
        Assert.Equal(AppendOutcome.Unknown, (await TryAppendAsync(job, 1, Texts("forged"), agent: "another")).Outcome);
        Assert.Empty((await PullAsync(session, consumer)).Results);
    }

    [Fact]
    public async Task Last_batch_is_a_batch_and_ends_the_job()
    {
        var (session, consumer) = await OpenAsync();
        var job = await StartAsync(session);
        await PullAsync(session, consumer);
        Result[] end = [Text("b"), Status(job)];

        Assert.Equal(new Appended(AppendOutcome.Gap, 1), await TryAppendAsync(job, 2, end, last: true));
        await AppendAsync(job, 1, Texts("a"));
        Assert.Equal(new Appended(AppendOutcome.Accepted, 3), await TryAppendAsync(job, 2, end, last: true));
        Assert.Equal(new Appended(AppendOutcome.Duplicate, 3), await TryAppendAsync(job, 2, end, last: true));

        Assert.Equal(["a", "b", "status", "ALLOW_INPUT"], Show((await PullAsync(session, consumer)).Results));
    }

    [Fact]
    public async Task Batches_after_an_end_from_outside_are_counted_and_announced_once()
    {
        var (session, consumer) = await OpenAsync();
        var job = await StartAsync(session);
        await AppendAsync(job, 1, Texts("a"));
        await EndAsync(job);
        await PullAsync(session, consumer);

        Assert.Equal(AppendOutcome.Duplicate, (await TryAppendAsync(job, 1, Texts("a"))).Outcome);
        Assert.Equal(AppendOutcome.Ended, (await TryAppendAsync(job, 2, Texts("b", "c"))).Outcome);
        Assert.Equal(AppendOutcome.Ended, (await TryAppendAsync(job, 2, Texts("b", "c"))).Outcome);
        Assert.Equal(AppendOutcome.Ended, (await TryAppendAsync(job, 3, [Text("d"), Status(job)], last: true)).Outcome);
        Assert.Empty((await PullAsync(session, consumer)).Results);

        var announced = $"3 results of job {job.JobId} arrived after its end and were dropped.";
        Assert.Equal([announced], await PassUntilAsync(Leases.Interrupt + Minute, session, consumer, announced));
        await PassAsync(Leases.Interrupt + Minute);
        Assert.Empty((await PullAsync(session, consumer)).Results);
    }

    [Fact]
    public async Task Results_let_go_after_an_end_are_counted_once_with_those_that_came()
    {
        var (session, consumer) = await OpenAsync();
        var job = await StartAsync(session);
        await AppendAsync(job, 1, Texts("a"));
        await EndAsync(job);
        await PullAsync(session, consumer);

        Assert.Equal(new Appended(AppendOutcome.Ended, 3), await TryAppendAsync(job, 2, Texts("b", "c")));
        Assert.Equal(2, (await Sessions.JobAsync(job, Cancel))!.LastBatch);
        Assert.Equal(new Appended(AppendOutcome.Ended, 5), await DropAsync(job, 4, 10));
        Assert.Equal(new Appended(AppendOutcome.Ended, 5), await DropAsync(job, 4, 10));
        Assert.Equal(AppendOutcome.Unknown, (await DropAsync(job with { JobId = job.JobId + 1 }, 4, 10)).Outcome);
        Assert.Equal(AppendOutcome.Unknown, (await DropAsync(job, 9, 10, agent: "another")).Outcome);

        var announced = $"12 results of job {job.JobId} arrived after its end and were dropped.";
        Assert.Equal([announced], await PassUntilAsync(Leases.Interrupt + Minute, session, consumer, announced));
    }

    [Fact]
    public async Task Results_let_go_of_a_job_that_has_not_ended_end_it()
    {
        var (session, consumer) = await OpenAsync();
        var job = await StartAsync(session);
        await PullAsync(session, consumer);

        Assert.Equal(new Appended(AppendOutcome.Ended, 5), await DropAsync(job, 4, 10));

        Assert.Equal([$"The agent {AgentName} no longer runs the job.", "ALLOW_INPUT"], Show((await PullAsync(session, consumer)).Results));
    }

    /// <summary>An agent whose link breaks at random: it sends again, skips, goes back, and heeds the answers.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Batches_in_any_order_end_up_once_and_in_order(int seed)
    {
        var random = new Random(seed);
        var (session, consumer) = await OpenAsync();
        var job = await StartAsync(session);
        await PullAsync(session, consumer);
        var seen = new List<string>();

        const int Batches = 200;
        long next = 1;
        while (next <= Batches)
        {
            var sent = Math.Clamp(next + random.Next(-3, 3), 1, Batches);
            var appended = await TryAppendAsync(job, sent, Numbers((int)sent, 1));
            var expected = sent < next ? AppendOutcome.Duplicate : sent == next ? AppendOutcome.Accepted : AppendOutcome.Gap;
            Assert.Equal(expected, appended.Outcome);
            next = appended.Expected;
            if (random.Next(10) == 0)
            {
                seen.AddRange(Show((await PullAsync(session, consumer)).Results));
            }
        }

        seen.AddRange(Show((await PullAsync(session, consumer)).Results));
        Assert.Equal(Enumerable.Range(1, Batches).Select(n => $"{n}"), seen);
    }
}
