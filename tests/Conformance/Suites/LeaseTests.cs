using Arthas.Conformance.Engines;
using Arthas.Contracts.Cluster;

namespace Arthas.Conformance.Suites;

public abstract class LeaseTests<TEngine> : Suite<TEngine>
    where TEngine : Engine, new()
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Job_past_its_deadline_is_due_to_one_taker()
    {
        var (session, _) = await OpenAsync();
        var job = await StartAsync(session, limit: TimeSpan.FromSeconds(30));
        await Sessions.AcceptJobAsync(job, Cancel);

        Assert.Empty(await PassAndTakeAsync(29 * Second));
        var due = Assert.Single(await PassAndTakeAsync(Second));

        Assert.Equal((DueKind.Deadline, job), (due.Kind, due.Job!.Key));
        Assert.Empty(await Engine.Other.Sessions.TakeDueAsync(Cancel));
    }

    [Fact]
    public async Task Job_whose_taker_did_nothing_is_due_again()
    {
        var (session, _) = await OpenAsync();
        var job = await StartAsync(session, agent: null, limit: Second);
        Assert.Single(await PassAndTakeAsync(Second));

        Assert.Empty(await PassAndTakeAsync(Engine.Leases.Taken - Second));
        Assert.Equal(job, Assert.Single(await PassAndTakeAsync(Second)).Job!.Key);

        await EndAsync(job);
        Assert.Empty(await PassAndTakeAsync(Engine.Leases.Taken));
    }

    [Fact]
    public async Task Job_that_no_agent_accepted_is_due()
    {
        var (session, _) = await OpenAsync();
        var job = await StartAsync(session);

        Assert.Empty(await PassAndTakeAsync(Engine.Leases.Acceptance - Second));
        var due = Assert.Single(await PassAndTakeAsync(Second));

        Assert.Equal((DueKind.NotAccepted, job), (due.Kind, due.Job!.Key));
    }

    [Fact]
    public async Task Job_that_was_accepted_or_sent_a_batch_or_runs_in_the_hub_is_not_due()
    {
        var accepted = await StartAsync((await OpenAsync()).SessionId);
        await Sessions.AcceptJobAsync(accepted, Cancel);
        await AppendAsync(await StartAsync((await OpenAsync()).SessionId), 1, Texts("a"));
        await StartAsync((await OpenAsync()).SessionId, agent: null);

        Assert.Empty(await PassAndTakeAsync(Engine.Leases.Acceptance));
    }

    [Fact]
    public async Task Consumer_that_is_idle_is_removed()
    {
        var (session, consumer) = await OpenAsync();
        await PassAndTakeAsync(Engine.Leases.Consumer - Second);
        Assert.Equal(PullOutcome.Ok, (await PullAsync(session, consumer!)).Outcome);

        await PassAndTakeAsync(Engine.Leases.Consumer - Second);
        Assert.Equal(1, (await Sessions.TouchAsync(session, null, Cancel))!.Consumers);
        await PassAndTakeAsync(Second);

        Assert.Equal(0, (await Sessions.TouchAsync(session, null, Cancel))!.Consumers);
        Assert.Equal(PullOutcome.NoConsumer, (await PullAsync(session, consumer!)).Outcome);
    }

    [Fact]
    public async Task Consumer_that_is_parked_is_not_idle()
    {
        var (session, consumer) = await OpenAsync();
        await PullAsync(session, consumer!);
        var parked = ParkAsync(session, consumer!, seconds: 600);

        await PassAndTakeAsync(Engine.Leases.Consumer + Second);
        await Sessions.NoteAsync(session, Texts("a"), Cancel);

        Assert.Equal(["a"], Show((await InTimeAsync(parked, "the answer")).Results));
        await PassAndTakeAsync(Engine.Leases.Consumer);
        Assert.Equal(PullOutcome.NoConsumer, (await PullAsync(session, consumer!)).Outcome);
    }

    [Fact]
    public async Task Session_that_is_idle_is_gone()
    {
        var (session, _) = await OpenAsync();
        await PassAndTakeAsync(Engine.Leases.Session - Second);
        await Sessions.TouchAsync(session, null, Cancel);

        Assert.Empty(await PassAndTakeAsync(Engine.Leases.Session - Second));
        var due = Assert.Single(await PassAndTakeAsync(Second));

        Assert.Equal(new Due(DueKind.SessionExpired, session, null), due);
        Assert.Null(await Sessions.TouchAsync(session, null, Cancel));
    }

    [Fact]
    public async Task Session_with_a_foreground_job_stays_and_is_idle_from_its_end()
    {
        var (session, _) = await OpenAsync();
        var job = await StartAsync(session, agent: null);

        Assert.Empty(await PassAndTakeAsync(2 * Engine.Leases.Session));
        await EndAsync(job);
        Assert.Empty(await PassAndTakeAsync(Engine.Leases.Session - Second));

        Assert.Equal(DueKind.SessionExpired, Assert.Single(await PassAndTakeAsync(Second)).Kind);
    }

    [Fact]
    public async Task Session_that_expires_names_its_background_jobs()
    {
        var (session, _) = await OpenAsync();
        var job = new NewJob
        {
            Key = new JobKey(session, 4), Command = "watch &", Agent = "agent", Background = true, TimeLimit = TimeSpan.FromDays(1),
        };
        await Sessions.StartJobAsync(job, Cancel);
        await Sessions.AcceptJobAsync(job.Key, Cancel);

        var due = Assert.Single(await PassAndTakeAsync(Engine.Leases.Session));

        Assert.Equal((DueKind.SessionExpired, job.Key), (due.Kind, due.Job!.Key));
    }

    [Fact]
    public async Task Job_is_unheard_when_every_consumer_is_about_to_lose_results_and_none_pulls()
    {
        Engine.Log.SessionLogResults = 100;
        var (session, consumer) = await OpenAsync();
        await PullAsync(session, consumer!);
        var job = await StartAsync(session, agent: null);
        await AppendAsync(job, 1, Numbers(1, 95));

        Assert.Empty(await PassAndTakeAsync(Engine.Leases.Unheard - Second));
        var due = Assert.Single(await PassAndTakeAsync(Second));

        Assert.Equal((DueKind.Unheard, job), (due.Kind, due.Job!.Key));
    }

    [Fact]
    public async Task Job_is_heard_while_one_consumer_pulls()
    {
        Engine.Log.SessionLogResults = 100;
        var (session, _) = await OpenAsync();
        var joiner = (await Sessions.JoinAsync(session, Cancel))!;
        var job = await StartAsync(session, agent: null);
        await AppendAsync(job, 1, Numbers(1, 200));

        await PassAndTakeAsync(Engine.Leases.Unheard - Second);
        await PullAsync(session, joiner);
        await AppendAsync(job, 2, Numbers(201, 200));

        Assert.Empty(await PassAndTakeAsync(Engine.Leases.Unheard - Second));
        Assert.Equal(DueKind.Unheard, Assert.Single(await PassAndTakeAsync(Second)).Kind);
    }

    [Fact]
    public async Task Job_is_heard_by_a_consumer_that_has_nothing_to_lose()
    {
        Engine.Log.SessionLogResults = 100;
        var (session, consumer) = await OpenAsync();
        var job = await StartAsync(session, agent: null);
        await AppendAsync(job, 1, Numbers(1, 200));
        await PullAsync(session, consumer!);

        Assert.Empty(await PassAndTakeAsync(2 * Engine.Leases.Unheard));
    }

    [Fact]
    public async Task Job_without_any_consumer_goes_on()
    {
        Engine.Log.SessionLogResults = 100;
        var (session, _) = await OpenAsync();
        var job = await StartAsync(session, agent: null);
        await PassAndTakeAsync(Engine.Leases.Consumer);
        await AppendAsync(job, 1, Numbers(1, 200));

        Assert.Empty(await PassAndTakeAsync(2 * Engine.Leases.Unheard));
    }

    private async Task<IReadOnlyList<Due>> PassAndTakeAsync(TimeSpan time)
    {
        await Engine.PassAsync(time);
        return await Sessions.TakeDueAsync(Cancel);
    }
}
