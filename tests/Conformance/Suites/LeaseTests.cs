using Arthas.Conformance.Clusters;
using Arthas.Contracts.Cluster;
using Arthas.Silo.Fleet;
using Arthas.Silo.Sessions;

namespace Arthas.Conformance.Suites;

/// <summary>Deadlines and leases end by themselves: nobody asks for what is due.</summary>
public abstract class LeaseTests(TestCluster cluster) : Suite(cluster)
{
    private const string TimeLimit = "The job is exceeded time limit, force interrupt";
    private const string NotAccepted = "The agent did not accept the job in time.";
    private const string Unheard = "all consumers are unhealthy, current job was interrupted.";

    [Fact]
    public async Task Job_past_its_deadline_ends_with_its_text_and_its_agent_is_told()
    {
        var (session, consumer) = await OpenAsync();
        var job = await RunAsync(session, Job() with { TimeLimit = 30 * Minute });
        await PullAsync(session, consumer);

        await PassAsync(29 * Minute);
        Assert.Empty((await PullAsync(session, consumer)).Results);
        Assert.Equal([TimeLimit, "ALLOW_INPUT"], await PassUntilAsync(2 * Minute, session, consumer, "ALLOW_INPUT"));

        await ToldAsync(AgentMessageKind.Run, job, AgentMessageKind.Stop, job);
        await StartAsync(session);
    }

    [Fact]
    public async Task Job_of_the_hub_s_own_past_its_deadline_ends_too()
    {
        var (session, consumer) = await OpenAsync();
        await StartAsync(session, Job(agent: null) with { TimeLimit = 30 * Minute });
        await PullAsync(session, consumer);

        Assert.Equal([TimeLimit, "ALLOW_INPUT"], await PassUntilAsync(31 * Minute, session, consumer, "ALLOW_INPUT"));
    }

    [Fact]
    public async Task Deadlines_of_many_sessions_end_each_of_their_jobs_once()
    {
        var opened = new List<(string Session, string Consumer)>();
        for (var i = 0; i < 30; i++)
        {
            var (session, consumer) = await OpenAsync();
            await StartAsync(session, Job(agent: null) with { TimeLimit = 30 * Minute });
            opened.Add((session, consumer));
        }

        await PassAsync(31 * Minute);

        foreach (var (session, consumer) in opened)
        {
            string[] expected = ["message", "welcome", "ALLOW_INPUT", "command", "ALLOW_INTERRUPT", TimeLimit, "ALLOW_INPUT"];
            var shown = new List<string>();
            await PassUntilAsync(
                30 * Minute,
                async () =>
                {
                    shown.AddRange(Show((await PullAsync(session, consumer)).Results));
                    return shown;
                },
                shown => shown.Contains(TimeLimit),
                "the end of a job");
            Assert.Equal(expected, shown);
        }
    }

    [Fact]
    public async Task Job_that_no_agent_accepts_ends_and_frees_its_session()
    {
        var (session, consumer) = await OpenAsync();
        var job = await StartAsync(session);
        await PullAsync(session, consumer);

        await PassAsync(Leases.Acceptance - Minute);
        Assert.Empty((await PullAsync(session, consumer)).Results);
        Assert.Equal([NotAccepted, "ALLOW_INPUT"], await PassUntilAsync(2 * Minute, session, consumer, "ALLOW_INPUT"));

        // It was on its way to the agent, who may have begun it.
        await ToldAsync(AgentMessageKind.Run, job, AgentMessageKind.Stop, job);
        await StartAsync(session);
    }

    [Fact]
    public async Task Job_that_was_accepted_or_sent_a_batch_or_runs_in_the_hub_goes_on()
    {
        var accepted = await RunAsync((await OpenAsync()).SessionId);
        var sent = await StartAsync((await OpenAsync()).SessionId);
        await AppendAsync(sent, 1, Texts("a"));
        var own = await StartAsync((await OpenAsync()).SessionId, Job(agent: null));
        var (session, consumer) = await OpenAsync();
        await StartAsync(session);

        // One that is due, as a sign that the others were looked at as well.
        await PassUntilAsync(Leases.Acceptance + Minute, session, consumer, NotAccepted);

        foreach (var job in (JobKey[])[accepted, sent, own])
        {
            Assert.Equal(JobStatus.Running, (await Sessions.JobAsync(job, Cancel))!.Status);
        }
    }

    [Fact]
    public async Task Job_interrupted_whose_agent_says_nothing_ends_with_status_0()
    {
        var (session, consumer) = await OpenAsync();
        var job = await RunAsync(session);
        await PullAsync(session, consumer);
        var interrupt = Sessions.InterruptAsync(session, null, Cancel).AsTask();
        await ToldAsync(AgentMessageKind.Run, job, AgentMessageKind.Interrupt, job);
        Assert.Empty((await PullAsync(session, consumer)).Results);

        Assert.Equal(["status", "ALLOW_INPUT"], await PassUntilAsync(Leases.Interrupt + Minute, session, consumer, "ALLOW_INPUT"));

        Assert.Equal(job.JobId, await InTimeAsync(interrupt, "the interrupt"));
        await ToldAsync(AgentMessageKind.Run, job, AgentMessageKind.Interrupt, job, AgentMessageKind.Stop, job);
    }

    [Fact]
    public async Task Job_interrupted_whose_agent_ends_it_has_that_status_only()
    {
        var (session, consumer) = await OpenAsync();
        var job = await RunAsync(session);
        await PullAsync(session, consumer);

        var interrupt = Sessions.InterruptAsync(session, job.JobId, Cancel).AsTask();
        await ToldAsync(AgentMessageKind.Run, job, AgentMessageKind.Interrupt, job);
        await TryAppendAsync(job, 1, [Text("a"), Status(job)], last: true);

        Assert.Equal(job.JobId, await InTimeAsync(interrupt, "the interrupt"));
        await PassAsync(Leases.Interrupt + Minute);
        Assert.Equal(["a", "status", "ALLOW_INPUT"], Show((await PullAsync(session, consumer)).Results));
        await ToldAsync(AgentMessageKind.Run, job, AgentMessageKind.Interrupt, job);
    }

    [Fact]
    public async Task Interrupt_without_a_job_is_none()
    {
        var (session, _) = await OpenAsync();

        Assert.Null(await Sessions.InterruptAsync(session, null, Cancel));
        Assert.Null(await Sessions.InterruptAsync(session, 77, Cancel));
        Assert.Null(await Sessions.InterruptAsync(SessionId.New(), null, Cancel));
    }

    [Fact]
    public async Task Consumer_that_is_idle_is_removed()
    {
        var (session, consumer) = await OpenAsync();
        await PassAsync(Leases.Consumer - (2 * Minute));
        Assert.Equal(PullOutcome.Ok, (await PullAsync(session, consumer)).Outcome);

        await PassAsync(Leases.Consumer - (2 * Minute));
        Assert.Equal(1, (await Sessions.TouchAsync(session, null, Cancel))!.Consumers);
        await PassAsync(4 * Minute);

        await GoneAsync(session);
        Assert.Equal(PullOutcome.NoConsumer, (await PullAsync(session, consumer)).Outcome);
    }

    [Fact]
    public async Task Consumer_that_is_parked_is_not_idle()
    {
        Leases.Session = TimeSpan.FromDays(500);
        var (session, consumer) = await OpenAsync();
        await PullAsync(session, consumer);
        var parked = await ParkAsync(session, consumer);

        await PassAsync(Leases.Consumer + Minute);
        Assert.Equal(1, (await Sessions.TouchAsync(session, null, Cancel))!.Consumers);
        await NoteAsync(session, Texts("a"));

        Assert.Equal(["a"], Show((await InTimeAsync(parked.Answer, "the answer")).Results));
        // It may be counted from when it would have waited until.
        await PassAsync(parked.Wait + Leases.Consumer);
        await GoneAsync(session);
        Assert.Equal(PullOutcome.NoConsumer, (await PullAsync(session, consumer)).Outcome);
    }

    [Fact]
    public async Task Session_that_is_idle_is_gone()
    {
        Leases.Consumer = TimeSpan.FromDays(1);
        var (session, consumer) = await OpenAsync();
        await PassAsync(Leases.Session - (10 * Minute));
        Assert.NotNull(await Sessions.TouchAsync(session, null, Cancel));

        await PassAsync(Leases.Session - (10 * Minute));
        Assert.NotNull(await Sessions.TouchAsync(session, null, Cancel));
        await PassAsync(Leases.Session + (10 * Minute));

        await PassUntilAsync(Leases.Session, async () => (await Sessions.PullAsync(session, consumer, null, TimeSpan.Zero, Cancel)).Outcome, static outcome => outcome == PullOutcome.NoSession, "the end of the session");
        Assert.Null(await Sessions.TouchAsync(session, null, Cancel));
        Assert.DoesNotContain(await Sessions.ListAsync(null, Cancel), listed => listed.Id == session);
    }

    [Fact]
    public async Task Session_with_a_foreground_job_stays_and_is_idle_from_its_end()
    {
        var (session, _) = await OpenAsync();
        var job = await StartAsync(session, Job(agent: null));

        await PassAsync(2 * Leases.Session);
        Assert.Equal(JobStatus.Running, (await Sessions.JobAsync(job, Cancel))!.Status);
        await EndAsync(job);
        await PassAsync(Leases.Session - (10 * Minute));
        Assert.NotNull(await Sessions.TouchAsync(session, null, Cancel));
    }

    [Fact]
    public async Task Session_that_expires_stops_its_background_jobs()
    {
        var (session, _) = await OpenAsync();
        var job = await RunAsync(session, Job() with { Background = true });
        await ToldAsync(AgentMessageKind.Run, job);

        await PassAsync(Leases.Session + (10 * Minute));

        await PassUntilAsync(Leases.Session, async () => await (await AgentAsync()).LettersAsync(), static letters => letters.Length > 1, "the stop");
        await ToldAsync(AgentMessageKind.Run, job, AgentMessageKind.Stop, job);
    }

    [Fact]
    public async Task Job_is_unheard_when_every_consumer_is_about_to_lose_results_and_none_pulls()
    {
        Logs.SessionLogResults = 100;
        var (session, consumer) = await OpenAsync();
        var job = await RunAsync(session);
        await PullAsync(session, consumer);
        await AppendAsync(job, 1, Numbers(1, 95));

        await PassAsync(Leases.Unheard - Minute);
        Assert.Equal(100, await EndOfAsync(session));
        await PassAsync(2 * Minute);
        await PassUntilAsync(Leases.Unheard / 4, () => EndOfAsync(session), static end => end > 100, "the message");
        var shown = await PassUntilAsync(Leases.Interrupt + Minute, session, consumer, "ALLOW_INPUT");

        Assert.Equal([Unheard, "status", "ALLOW_INPUT"], shown[^3..]);
        await ToldAsync(AgentMessageKind.Run, job, AgentMessageKind.Interrupt, job, AgentMessageKind.Stop, job);
    }

    [Fact]
    public async Task Job_is_heard_while_one_consumer_pulls()
    {
        Logs.SessionLogResults = 100;
        var (session, _) = await OpenAsync();
        var joiner = (await Sessions.JoinAsync(session, Cancel))!;
        var job = await RunAsync(session);
        await AppendAsync(job, 1, Numbers(1, 200));

        await PassAsync(Leases.Unheard - Minute);
        await PullAsync(session, joiner);
        await AppendAsync(job, 2, Numbers(201, 200));
        await PassAsync(Leases.Unheard - Minute);

        Assert.Equal(405, await EndOfAsync(session));
        await PassAsync(2 * Minute);
        await PassUntilAsync(Leases.Unheard / 4, () => EndOfAsync(session), static end => end > 405, "the message");
    }

    [Fact]
    public async Task Job_is_heard_by_a_consumer_that_has_nothing_to_lose()
    {
        Logs.SessionLogResults = 100;
        var (session, consumer) = await OpenAsync();
        var job = await RunAsync(session);
        await AppendAsync(job, 1, Numbers(1, 200));
        await PullAsync(session, consumer);

        await PassAsync(2 * Leases.Unheard);
        await ALittleLaterAsync();

        Assert.Equal(205, await EndOfAsync(session));
    }

    [Fact]
    public async Task Job_without_any_consumer_goes_on()
    {
        Logs.SessionLogResults = 100;
        var (session, _) = await OpenAsync();
        var job = await RunAsync(session);
        await PassAsync(Leases.Consumer + Minute);
        await GoneAsync(session);
        await AppendAsync(job, 1, Numbers(1, 200));

        await PassAsync(2 * Leases.Unheard);
        await ALittleLaterAsync();

        Assert.Equal(205, await EndOfAsync(session));
    }

    private Task GoneAsync(string session) => PassUntilAsync(
        Leases.Consumer / 4, async () => (await Sessions.TouchAsync(session, null, Cancel))!.Consumers, static consumers => consumers == 0, "the removal of the consumer");

    /// <summary>What is due at the same time somewhere else has been done: what is due nowhere would have been as well.</summary>
    private async Task ALittleLaterAsync()
    {
        var (session, consumer) = await OpenAsync();
        await StartAsync(session, Job(agent: null) with { TimeLimit = Minute });
        await PassUntilAsync(2 * Minute, session, consumer, TimeLimit);
    }

    /// <summary>All that the agent was told, in order, whatever it was told twice: the letters are on their way while the answer is.</summary>
    private async Task ToldAsync(params object[] kindsAndJobs)
    {
        var agent = await AgentAsync();
        (AgentMessageKind, JobKey)[] expected = [.. kindsAndJobs.Chunk(2).Select(pair => ((AgentMessageKind)pair[0], (JobKey)pair[1]))];
        var told = await EventuallyAsync(
            async () => (await agent.LettersAsync()).Select(letter => (letter.Kind, letter.Job)).Distinct().ToArray(), told => told.Length >= expected.Length, "the letters");
        Assert.Equal(expected, told);
    }
}
