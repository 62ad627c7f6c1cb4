using Arthas.Contracts.Cluster;
using Arthas.Contracts.Links;
using Arthas.Silo.Sessions;

namespace Arthas.Conformance.Suites;

/// <summary>Jobs on their way to the agent, and their batches on the way back.</summary>
public abstract partial class LinkTests
{
    [Fact]
    public async Task Job_is_sent_at_once_and_accepted_with_its_acknowledgement()
    {
        await using var agent = Connect();
        await agent.HelloAsync();
        var job = await StartForLinkAsync();

        var sent = await agent.ReadAsync<LinkFrame.Inbox>();
        Assert.Equal(job, ((InboxMessage.Run)sent.Entry.Message).Job);
        Assert.Equal(JobStatus.Ready, (await Sessions.JobAsync(job, Cancel))!.Status);
        await agent.SendAsync(new LinkFrame.InboxAck(sent.Entry.Number));

        await PassUntilAsync(
            Leases.Heartbeat, async () => (await Sessions.JobAsync(job, Cancel))!.Status, static status => status == JobStatus.Running, "the acceptance");
    }

    [Fact]
    public async Task Letters_that_were_acknowledged_are_not_sent_again()
    {
        var first = Connect();
        await first.HelloAsync();
        var job = await StartForLinkAsync();
        var sent = await first.ReadAsync<LinkFrame.Inbox>();
        await first.SendAsync(new LinkFrame.InboxAck(sent.Entry.Number));
        await PassUntilAsync(
            Leases.Heartbeat, async () => (await Sessions.JobAsync(job, Cancel))!.Status, static status => status == JobStatus.Running, "the acceptance");
        // Both went with one heartbeat: the letter's end is there when the next one's answer is.
        await first.DisposeAsync();

        await using var second = Connect();
        await second.HelloAsync("first", job);
        var next = await StartForLinkAsync();

        Assert.Equal(next, ((InboxMessage.Run)(await second.ReadAsync<LinkFrame.Inbox>()).Entry.Message).Job);
    }

    [Fact]
    public async Task Job_that_ended_while_its_agent_was_away_is_not_sent()
    {
        var first = Connect();
        await first.HelloAsync();
        await first.DisposeAsync();
        var (session, _) = await OpenAsync();
        var ended = new JobKey(session, (await Sessions.StartAsync(session, Job(), Cancel)).JobId);
        await EndAsync(ended);
        var wanted = new JobKey(session, (await Sessions.StartAsync(session, Job(), Cancel)).JobId);

        await using var second = Connect();
        await second.HelloAsync();

        Assert.Equal(wanted, ((InboxMessage.Run)(await second.ReadAsync<LinkFrame.Inbox>()).Entry.Message).Job);
    }

    [Fact]
    public async Task Batches_are_acknowledged_after_the_append_and_the_last_one_ends_the_job()
    {
        await using var agent = Connect();
        await agent.HelloAsync();
        var (session, consumer) = await OpenAsync();
        var job = await StartForLinkAsync(session);
        await PullAsync(session, consumer);

        await agent.SendAsync(new LinkFrame.Batch(job, 1, false, Texts("a")));
        Assert.Equal(new Appended(AppendOutcome.Accepted, 2), (await agent.ReadAsync<LinkFrame.BatchAck>()).Appended);
        Assert.Equal(["a"], Show((await PullAsync(session, consumer)).Results));

        await agent.SendAsync(new LinkFrame.Batch(job, 2, true, [Text("b"), Status(job)]));
        Assert.Equal(new Appended(AppendOutcome.Accepted, 3), (await agent.ReadAsync<LinkFrame.BatchAck>()).Appended);
        Assert.Equal(["b", "status", "ALLOW_INPUT"], Show((await PullAsync(session, consumer)).Results));
    }

    [Fact]
    public async Task Batches_of_an_exec_without_a_session_get_to_its_node()
    {
        await using var agent = Connect(Hubs[0]);
        await agent.HelloAsync();
        var (node, job) = (Hubs[^1], Job() with { Private = true });
        var once = await node.Once.StartAsync(SessionId.New(), job, Cancel);
        var run = (InboxMessage.Run)(await agent.ReadAsync<LinkFrame.Inbox>()).Entry.Message;

        await agent.SendAsync(new LinkFrame.Batch(run.Job, 1, false, Texts("a")));
        Assert.Equal(new Appended(AppendOutcome.Accepted, 2), (await agent.ReadAsync<LinkFrame.BatchAck>()).Appended);
        await agent.DisposeAsync();
        await using var back = Connect(Hubs[0]);
        var welcome = await back.HelloAsync("first", [new RunningJob(run.Job, 1, run.Owner)]);
        Assert.Equal([new KnownJob(run.Job, 1)], welcome.Jobs);
        await back.SendAsync(new LinkFrame.Batch(run.Job, 2, true, [Text("b"), Status(run.Job)]));
        await back.ReadAsync<LinkFrame.BatchAck>();

        await InTimeAsync(once.Ended, "the end");
        Assert.Equal(["a", "b", "status"], Show((await node.Once.EndAsync(once)).Results));
    }

    [Fact]
    public async Task Batch_of_another_agents_job_is_unknown()
    {
        await using var agent = Connect();
        await agent.HelloAsync();
        var (session, consumer) = await OpenAsync();
        var job = await StartAsync(session, Job($"another-{AgentName}"));
        await PullAsync(session, consumer);

        await agent.SendAsync(new LinkFrame.Batch(job, 1, false, Texts("forged")));

        Assert.Equal(AppendOutcome.Unknown, (await agent.ReadAsync<LinkFrame.BatchAck>()).Appended.Outcome);
        Assert.Empty((await PullAsync(session, consumer)).Results);
    }

    [Fact]
    public async Task Last_batch_without_a_status_closes_the_link_and_ends_nothing()
    {
        await using var agent = Connect();
        await agent.HelloAsync();
        var job = await StartForLinkAsync();

        await agent.SendAsync(new LinkFrame.Batch(job, 1, true, []));

        await InTimeAsync(agent.Served, "the end of the link");
        Assert.NotEqual(JobStatus.Terminated, (await Sessions.JobAsync(job, Cancel))!.Status);
    }

    [Fact]
    public async Task Agent_that_comes_back_is_told_where_each_job_stands()
    {
        var first = Connect();
        await first.HelloAsync();
        var running = await StartForLinkAsync();
        var ended = await StartForLinkAsync();
        var another = await StartAsync((await OpenAsync()).SessionId, Job($"another-{AgentName}"));
        await AppendAsync(running, 1, Texts("a"));
        await EndAsync(ended);
        await first.DisposeAsync();

        await using var second = Connect();
        var welcome = await second.HelloAsync("first", running, ended, another);

        Assert.Equal([new KnownJob(running, 1), new KnownJob(ended, 0, Ended: true), new KnownJob(another, null, Ended: true)], welcome.Jobs);
    }

    [Fact]
    public async Task Results_an_agent_let_go_of_an_ended_job_are_announced()
    {
        await using var agent = Connect();
        await agent.HelloAsync();
        var (session, consumer) = await OpenAsync();
        var job = await StartForLinkAsync(session);
        var another = await StartAsync((await OpenAsync()).SessionId, Job($"another-{AgentName}"));
        await EndAsync(job);
        await PullAsync(session, consumer);

        await agent.SendAsync(new LinkFrame.Dropped(job, 7, 123));
        var counted = await agent.ReadAsync<LinkFrame.BatchAck>();
        await agent.SendAsync(new LinkFrame.Dropped(another, 1, 1));
        var forged = await agent.ReadAsync<LinkFrame.BatchAck>();

        Assert.Equal(new Appended(AppendOutcome.Ended, 8), counted.Appended);
        Assert.Equal(AppendOutcome.Unknown, forged.Appended.Outcome);
        var announced = $"123 results of job {job.JobId} arrived after its end and were dropped.";
        Assert.Equal([announced], await PassUntilAsync(Leases.Interrupt + Minute, session, consumer, announced));
    }

    [Fact]
    public async Task Agent_that_was_restarted_ends_the_jobs_it_ran_but_not_those_yet_to_come()
    {
        var first = Connect();
        await first.HelloAsync();
        var (session, consumer) = await OpenAsync();
        var ran = await StartForLinkAsync(session);
        var sent = await first.ReadAsync<LinkFrame.Inbox>();
        await first.SendAsync(new LinkFrame.InboxAck(sent.Entry.Number));
        await first.SendAsync(new LinkFrame.Batch(ran, 1, false, Texts("a")));
        await first.ReadAsync<LinkFrame.BatchAck>();
        await PullAsync(session, consumer);
        await first.DisposeAsync();
        var toCome = await StartForLinkAsync();

        await using var second = Connect();
        await second.HelloAsync("second");

        Assert.Equal([$"The agent {AgentName} no longer runs the job.", "ALLOW_INPUT"], await PullUntilAsync(session, consumer, "ALLOW_INPUT"));
        Assert.Equal(JobStatus.Ready, (await Sessions.JobAsync(toCome, Cancel))!.Status);
        Assert.Equal(toCome, ((InboxMessage.Run)(await second.ReadAsync<LinkFrame.Inbox>()).Entry.Message).Job);
    }

    private async Task<JobKey> StartForLinkAsync(string? session = null)
    {
        session ??= (await OpenAsync()).SessionId;
        var started = await Sessions.StartAsync(session, Job(), Cancel);
        Assert.Equal(StartOutcome.Started, started.Outcome);
        return new JobKey(session, started.JobId);
    }
}
