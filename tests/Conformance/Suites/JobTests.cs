using Arthas.Conformance.Clusters;
using Arthas.Contracts.Cluster;
using Arthas.Silo.Sessions;

namespace Arthas.Conformance.Suites;

public abstract class JobTests(TestCluster cluster) : Suite(cluster)
{
    [Fact]
    public async Task Numbers_are_never_given_twice_and_rise_within_a_session()
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => Node.Numbers.NextAsync().AsTask()));
        Assert.Equal(ids.Length, ids.Distinct().Count());

        var (session, _) = await OpenAsync();
        var last = 0;
        for (var i = 0; i < 10; i++)
        {
            var job = await StartAsync(session, Job(agent: null));
            Assert.InRange(job.JobId, last + 1, int.MaxValue);
            last = job.JobId;
            await EndAsync(job);
        }
    }

    [Fact]
    public async Task Job_in_the_foreground_is_seen_in_order()
    {
        var (session, consumer) = await OpenAsync();
        await PullAsync(session, consumer);

        var job = await StartAsync(session);
        await AppendAsync(job, 1, Texts("a"));
        await AppendAsync(job, 2, Texts("b", "c"));
        await EndAsync(job, Texts("d"));

        var pulled = await PullAsync(session, consumer);
        Assert.Equal(["command", "ALLOW_INTERRUPT", "a", "b", "c", "d", "status", "ALLOW_INPUT"], Show(pulled.Results));
    }

    [Fact]
    public async Task Job_in_the_background_frees_the_slot_at_once()
    {
        var (session, consumer) = await OpenAsync();
        await PullAsync(session, consumer);

        var job = await StartAsync(session, Job(agent: null) with { Background = true });
        await StartAsync(session);
        await EndAsync(job, Texts("a"));

        var pulled = await PullAsync(session, consumer);
        string[] expected = ["command", "ALLOW_INTERRUPT", "ALLOW_INPUT", "command", "ALLOW_INTERRUPT", "a", "status"];
        Assert.Equal(expected, Show(pulled.Results));
    }

    [Fact]
    public async Task Job_in_the_background_starts_beside_the_one_in_the_foreground_and_leaves_it_the_slot()
    {
        var (session, consumer) = await OpenAsync();
        var foreground = await StartAsync(session);
        await PullAsync(session, consumer);

        await EndAsync(await StartAsync(session, Job() with { Background = true }), Texts("a"));

        Assert.Equal(["command", "a", "status"], Show((await PullAsync(session, consumer)).Results));
        Assert.Equal(foreground, (await Sessions.TouchAsync(session, null, Cancel))!.Foreground!.Key);
    }

    [Fact]
    public async Task Job_in_the_background_beyond_the_limit_is_one_too_many_and_leaves_no_trace()
    {
        var (session, consumer) = await OpenAsync();
        var first = await StartAsync(session, InBackground(limit: 2));
        await StartAsync(session, InBackground(limit: 2));
        await PullAsync(session, consumer);

        Assert.Equal(new StartedJob(StartOutcome.TooMany), await TryStartAsync(session, InBackground(limit: 2)));

        Assert.Empty((await PullAsync(session, consumer)).Results);
        Assert.Equal(2, (await Sessions.RunningAsync(session, Cancel)).Count);
        await EndAsync(first);
        await StartAsync(session, InBackground(limit: 2));
    }

    [Fact]
    public async Task Job_of_the_hub_s_own_in_the_background_is_not_counted()
    {
        var (session, _) = await OpenAsync();
        await StartAsync(session, InBackground(limit: 1));

        await StartAsync(session, Job(agent: null) with { Background = true, BackgroundLimit = 1 });
    }

    [Fact]
    public async Task Running_are_the_jobs_of_the_session_that_have_not_ended()
    {
        var (session, _) = await OpenAsync();
        var (other, _) = await OpenAsync();
        await StartAsync(other, InBackground());
        var first = await StartAsync(session, InBackground());
        var second = await StartAsync(session, InBackground());
        var third = await StartAsync(session, InBackground());

        await EndAsync(second);
        await AcceptAsync(first);

        var running = await Sessions.RunningAsync(session, Cancel);
        Assert.Equal([first, third], running.Select(job => job.Key));
        Assert.Equal([JobStatus.Running, JobStatus.Ready], running.Select(job => job.Status));
        Assert.All(running, job => Assert.Equal(TimeSpan.FromHours(1), job.Deadline - job.Started));
        Assert.All(running, job => Assert.Equal(("watch &", true), (job.Command, job.Background)));
    }

    [Fact]
    public async Task Running_without_a_limit_has_no_deadline_and_is_never_due()
    {
        var (session, _) = await OpenAsync();
        var job = await StartAsync(session, Job(agent: null) with { TimeLimit = TimeSpan.MaxValue });

        await PassAsync(TimeSpan.FromDays(900));

        var running = Assert.Single(await Sessions.RunningAsync(session, Cancel));
        Assert.Equal((job, null), (running.Key, running.Deadline));
    }

    [Fact]
    public async Task Start_while_another_runs_is_busy_and_leaves_no_trace()
    {
        var (session, consumer) = await OpenAsync();
        var job = await StartAsync(session);
        await PullAsync(session, consumer);

        Assert.Equal(new StartedJob(StartOutcome.Busy), await TryStartAsync(session, Job()));

        Assert.Empty((await PullAsync(session, consumer)).Results);
        Assert.Equal(job, Assert.Single(await Sessions.RunningAsync(session, Cancel)).Key);
    }

    [Fact]
    public async Task Start_in_no_session_says_so()
    {
        Assert.Equal(StartOutcome.NoSession, (await TryStartAsync(SessionId.New(), Job())).Outcome);
        var (session, _) = await OpenAsync();
        await Sessions.CloseAsync(session, Cancel);
        Assert.Equal(StartOutcome.NoSession, (await TryStartAsync(session, Job())).Outcome);
    }

    [Fact]
    public async Task Start_for_an_agent_that_is_not_there_ends_at_once_and_says_so()
    {
        var (session, consumer) = await OpenAsync();
        await PullAsync(session, consumer);

        await Sessions.StartAsync(session, Job("nobody"), Cancel);

        string[] expected = ["command", "ALLOW_INTERRUPT", "agent 'nobody' of target 'app_host-1' cannot be reached", "ALLOW_INPUT"];
        Assert.Equal(expected, await PullUntilAsync(session, consumer, "ALLOW_INPUT"));
    }

    [Fact]
    public async Task Start_repeated_by_the_same_request_is_one_job()
    {
        var (session, consumer) = await OpenAsync();
        await PullAsync(session, consumer);
        var job = Job();

        Assert.Equal(await StartAsync(session, job), await StartAsync(session, job));

        Assert.Equal(["command", "ALLOW_INTERRUPT"], Show((await PullAsync(session, consumer)).Results));
        Assert.Single(await (await AgentAsync()).LettersAsync());
    }

    [Fact]
    public async Task Start_repeated_after_the_job_has_ended_begins_none()
    {
        var (session, consumer) = await OpenAsync();
        var job = Job();
        var key = await StartAsync(session, job);
        await EndAsync(key);
        await PullAsync(session, consumer);

        Assert.Equal(key, await StartAsync(session, job));

        Assert.Empty((await PullAsync(session, consumer)).Results);
        Assert.Null((await Sessions.TouchAsync(session, null, Cancel))!.Foreground);
    }

    [Fact]
    public async Task Status_of_a_job_goes_from_ready_over_running_to_terminated()
    {
        var (session, _) = await OpenAsync();
        var job = await StartAsync(session);
        Assert.Equal(JobStatus.Ready, (await Sessions.JobAsync(job, Cancel))!.Status);

        await AcceptAsync(job, "another");
        Assert.Equal(JobStatus.Ready, (await Sessions.JobAsync(job, Cancel))!.Status);
        await AcceptAsync(job);
        Assert.Equal(JobStatus.Running, (await Sessions.JobAsync(job, Cancel))!.Status);

        await EndAsync(job);
        await AcceptAsync(job);
        Assert.Equal(JobStatus.Terminated, (await Sessions.JobAsync(job, Cancel))!.Status);
    }

    [Fact]
    public async Task End_from_outside_twice_has_one_status()
    {
        var (session, consumer) = await OpenAsync();
        var job = await StartAsync(session);
        await EndAsync(job);

        Assert.False(await Sessions.EndAsync(job, -1, "again", [], Cancel));

        Assert.Single(Show((await PullAsync(session, consumer)).Results), "status");
    }

    [Fact]
    public async Task Wait_is_over_when_the_job_ends()
    {
        var (session, _) = await OpenAsync();
        var node = Node;
        var (_, wait) = await node.Sessions.StartAndWaitAsync(session, await PrivateAsync(), Cancel);
        using (wait)
        {
            var waiting = node.Sessions.WaitEndAsync(wait!, TimeSpan.FromHours(10), Cancel).AsTask();
            await AppendAsync(wait!.Job, 1, Texts("a"));
            await EndAsync(wait.Job);

            Assert.True(await InTimeAsync(waiting, "the end of the wait"));
        }
    }

    [Fact]
    public async Task Wait_is_false_when_time_is_over()
    {
        var (session, _) = await OpenAsync();
        var node = Node;
        var (_, wait) = await node.Sessions.StartAndWaitAsync(session, await PrivateAsync(), Cancel);
        using (wait)
        {
            var waiting = node.Sessions.WaitEndAsync(wait!, 3 * Minute, Cancel).AsTask();
            Assert.False(waiting.IsCompleted);

            await PassAsync(3 * Minute);

            Assert.False(await InTimeAsync(waiting, "the end of the wait"));
        }
    }

    [Fact]
    public async Task Ended_job_is_forgotten_after_its_time()
    {
        var (session, _) = await OpenAsync();
        var job = await RunAsync(session);
        await EndAsync(job);

        await PassAsync(Leases.EndedJob - Minute);
        Assert.NotNull(await Sessions.JobAsync(job, Cancel));
        await PassAsync(2 * Minute);

        await PassUntilAsync(Leases.EndedJob, async () => await Sessions.JobAsync(job, Cancel), static state => state is null, "forgetting the job");
    }

    private async Task<NewJob> PrivateAsync()
    {
        await AgentAsync();
        return Job() with { Private = true };
    }

    private NewJob InBackground(int limit = 16) => Job() with
    {
        Command = "watch &",
        TimeLimit = TimeSpan.FromHours(1),
        Background = true,
        BackgroundLimit = limit,
    };
}
