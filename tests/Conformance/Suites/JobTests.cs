using Arthas.Conformance.Engines;
using Arthas.Contracts.Cluster;

namespace Arthas.Conformance.Suites;

public abstract class JobTests<TEngine> : Suite<TEngine>
    where TEngine : Engine, new()
{
    [Fact]
    public async Task NextJobId_counts_from_1_without_repeating()
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Sessions.NextJobIdAsync(Cancel).AsTask()));

        Assert.Equal(Enumerable.Range(1, 100), ids.Order());
    }

    [Fact]
    public async Task Job_in_the_foreground_is_seen_in_order()
    {
        var (session, consumer) = await OpenAsync();
        await PullAsync(session, consumer!);

        var job = await StartAsync(session);
        await AppendAsync(job, 1, Texts("a"));
        await AppendAsync(job, 2, Texts("b", "c"));
        await EndAsync(job, Texts("d"));

        var pulled = await PullAsync(session, consumer!);
        Assert.Equal(["command", "ALLOW_INTERRUPT", "a", "b", "c", "d", "status", "ALLOW_INPUT"], Show(pulled.Results));
    }

    [Fact]
    public async Task Job_in_the_background_frees_the_slot_at_once()
    {
        var (session, consumer) = await OpenAsync();
        await PullAsync(session, consumer!);
        var job = new NewJob
        {
            Key = new JobKey(session, 7), Command = "watch &", TimeLimit = TimeSpan.FromHours(1), Background = true, Echo = Text("command"),
        };

        await Sessions.StartJobAsync(job, Cancel);
        await StartAsync(session);
        await EndAsync(job.Key, Texts("a"));

        var pulled = await PullAsync(session, consumer!);
        string[] expected = ["command", "ALLOW_INTERRUPT", "ALLOW_INPUT", "command", "ALLOW_INTERRUPT", "a", "status"];
        Assert.Equal(expected, Show(pulled.Results));
    }

    [Fact]
    public async Task Job_in_the_background_starts_beside_the_one_in_the_foreground_and_leaves_it_the_slot()
    {
        var (session, consumer) = await OpenAsync();
        var foreground = await StartAsync(session);
        await PullAsync(session, consumer!);

        Assert.Equal(StartOutcome.Started, await Sessions.StartJobAsync(InBackground(session, 70), Cancel));
        await EndAsync(new JobKey(session, 70), Texts("a"));

        Assert.Equal(["command", "a", "status"], Show((await PullAsync(session, consumer!)).Results));
        Assert.Equal(foreground, (await Sessions.TouchAsync(session, null, Cancel))!.Foreground!.Key);
    }

    [Fact]
    public async Task Job_in_the_background_beyond_the_limit_is_one_too_many_and_leaves_no_trace()
    {
        var (session, consumer) = await OpenAsync();
        await Sessions.StartJobAsync(InBackground(session, 70, limit: 2), Cancel);
        await Sessions.StartJobAsync(InBackground(session, 71, limit: 2), Cancel);
        await PullAsync(session, consumer!);

        Assert.Equal(StartOutcome.TooMany, await Sessions.StartJobAsync(InBackground(session, 72, limit: 2), Cancel));

        Assert.Empty((await PullAsync(session, consumer!)).Results);
        Assert.Null(await Sessions.JobAsync(new JobKey(session, 72), Cancel));
        await EndAsync(new JobKey(session, 70));
        Assert.Equal(StartOutcome.Started, await Sessions.StartJobAsync(InBackground(session, 72, limit: 2), Cancel));
    }

    [Fact]
    public async Task Job_of_the_hub_s_own_in_the_background_is_not_counted()
    {
        var (session, _) = await OpenAsync();
        await Sessions.StartJobAsync(InBackground(session, 70, limit: 1), Cancel);

        Assert.Equal(StartOutcome.Started, await Sessions.StartJobAsync(InBackground(session, 71, limit: 1) with { Agent = null }, Cancel));
    }

    [Fact]
    public async Task Running_are_the_jobs_of_the_session_that_have_not_ended()
    {
        var (session, _) = await OpenAsync();
        var (other, _) = await OpenAsync();
        await Sessions.StartJobAsync(InBackground(other, 69), Cancel);
        foreach (var number in (int[])[71, 9, 70])
        {
            await Sessions.StartJobAsync(InBackground(session, number), Cancel);
        }

        await EndAsync(new JobKey(session, 70));
        await Sessions.AcceptJobAsync(new JobKey(session, 9), Cancel);

        var running = await Sessions.RunningAsync(session, Cancel);

        Assert.Equal([9, 71], running.Select(job => job.Key.JobId));
        Assert.Equal([JobStatus.Running, JobStatus.Ready], running.Select(job => job.Status));
        Assert.All(running, job => Assert.Equal(TimeSpan.FromHours(1), job.Deadline - job.Started));
        Assert.All(running, job => Assert.Equal(("watch &", true), (job.Command, job.Background)));
    }

    [Fact]
    public async Task Running_in_no_session_is_nothing()
    {
        Assert.Empty(await Sessions.RunningAsync("none", Cancel));
        Assert.Empty(await Sessions.RunningAsync("0a8b5d0e-0000-4000-8000-000000000000", Cancel));
    }

    [Fact]
    public async Task Running_without_a_limit_has_no_deadline()
    {
        var (session, _) = await OpenAsync();
        await StartAsync(session, limit: TimeSpan.MaxValue);

        Assert.Null(Assert.Single(await Sessions.RunningAsync(session, Cancel)).Deadline);
    }

    [Fact]
    public async Task Start_while_another_runs_is_busy_and_leaves_no_trace()
    {
        var (session, consumer) = await OpenAsync();
        await StartAsync(session);
        await PullAsync(session, consumer!);
        var second = new NewJob { Key = new JobKey(session, 99), Command = "c", TimeLimit = TimeSpan.FromHours(1), Echo = Text("command") };

        Assert.Equal(StartOutcome.Busy, await Sessions.StartJobAsync(second, Cancel));

        Assert.Empty((await PullAsync(session, consumer!)).Results);
        Assert.Null(await Sessions.JobAsync(second.Key, Cancel));
    }

    [Fact]
    public async Task Start_in_no_session_says_so()
    {
        var job = new NewJob { Key = new JobKey("none", 1), Command = "c", TimeLimit = TimeSpan.FromHours(1) };

        Assert.Equal(StartOutcome.NoSession, await Sessions.StartJobAsync(job, Cancel));
    }

    [Fact]
    public async Task Start_repeated_with_the_same_key_is_one_job()
    {
        var (session, consumer) = await OpenAsync();
        await PullAsync(session, consumer!);
        var job = new NewJob { Key = new JobKey(session, 5), Command = "c", TimeLimit = TimeSpan.FromHours(1), Echo = Text("command") };

        Assert.Equal(StartOutcome.Started, await Sessions.StartJobAsync(job, Cancel));
        Assert.Equal(StartOutcome.Started, await Sessions.StartJobAsync(job, Cancel));

        Assert.Equal(["command", "ALLOW_INTERRUPT"], Show((await PullAsync(session, consumer!)).Results));
    }

    [Fact]
    public async Task Status_of_a_job_goes_from_ready_over_running_to_terminated()
    {
        var (session, _) = await OpenAsync();
        var job = await StartAsync(session);
        Assert.Equal(JobStatus.Ready, (await Sessions.JobAsync(job, Cancel))!.Status);

        await Sessions.AcceptJobAsync(job, Cancel);
        Assert.Equal(JobStatus.Running, (await Sessions.JobAsync(job, Cancel))!.Status);

        await EndAsync(job);
        await Sessions.AcceptJobAsync(job, Cancel);
        Assert.Equal(JobStatus.Terminated, (await Sessions.JobAsync(job, Cancel))!.Status);
    }

    [Fact]
    public async Task End_from_outside_twice_has_one_status()
    {
        var (session, consumer) = await OpenAsync();
        var job = await StartAsync(session);
        await EndAsync(job);

        var again = await Sessions.EndJobAsync(job, new JobEnd { Status = Status(job) }, Cancel);

        Assert.Equal(AppendOutcome.Ended, again.Outcome);
        Assert.Single(Show((await PullAsync(session, consumer!)).Results), "status");
    }

    [Fact]
    public async Task Jobs_of_an_agent_are_those_that_have_not_ended()
    {
        var (first, _) = await OpenAsync();
        var (second, _) = await OpenAsync();
        var (third, _) = await OpenAsync();
        var ended = await StartAsync(first, agent: "web01");
        await EndAsync(ended);
        var running = await StartAsync(second, agent: "web01");
        await StartAsync(third, agent: "web02");

        var jobs = await Sessions.JobsAsync("web01", Cancel);

        Assert.Equal(running, Assert.Single(jobs).Key);
    }

    [Fact]
    public async Task WaitEnd_is_over_when_the_job_ends()
    {
        var (session, _) = await OpenAsync();
        var job = await StartAsync(session);
        var wait = Sessions.WaitEndAsync(job, TimeSpan.FromSeconds(1), Cancel).AsTask();

        await AppendAsync(job, 1, Texts("a"));
        await EndAsync(job);

        Assert.True(await InTimeAsync(wait, "the end of the wait"));
    }

    [Fact]
    public async Task WaitEnd_is_false_when_time_is_over()
    {
        var (session, _) = await OpenAsync();
        var job = await StartAsync(session);
        var wait = Sessions.WaitEndAsync(job, TimeSpan.FromSeconds(1), Cancel).AsTask();

        await Engine.PassAsync(TimeSpan.FromSeconds(1));

        Assert.False(await InTimeAsync(wait, "the end of the wait"));
    }

    [Fact]
    public async Task Start_without_any_limit_is_never_due()
    {
        var (session, _) = await OpenAsync();
        await StartAsync(session, agent: null, limit: TimeSpan.MaxValue);

        await Engine.PassAsync(TimeSpan.FromDays(1000));

        Assert.Empty(await Sessions.TakeDueAsync(Cancel));
    }

    [Fact]
    public async Task Ended_job_is_forgotten_after_its_time()
    {
        var (session, _) = await OpenAsync();
        var job = await StartAsync(session);
        await EndAsync(job);

        await Engine.PassAsync(Engine.Leases.EndedJob);
        await Sessions.TakeDueAsync(Cancel);

        Assert.Null(await Sessions.JobAsync(job, Cancel));
    }

    private static NewJob InBackground(string session, int number, int limit = 16) => new()
    {
        Key = new JobKey(session, number),
        Command = "watch &",
        Agent = "agent",
        TimeLimit = TimeSpan.FromHours(1),
        Background = true,
        BackgroundLimit = limit,
        Echo = Text("command"),
    };
}
