using Arthas.Conformance.Clusters;
using Arthas.Contracts.Cluster;
using Arthas.Hub.Sessions;
using Arthas.Silo.Fleet;
using Arthas.Silo.Sessions;
using Arthas.Silo.Wire;

namespace Arthas.Conformance.Suites;

/// <summary>An exec without a session: in its node's memory only, fed by whichever node has the agent's link.</summary>
public abstract class OneTimeTests(TestCluster cluster) : Suite(cluster)
{
    private static readonly TimeSpan Limit = TimeSpan.FromHours(10);

    [Fact]
    public async Task Results_that_come_to_another_node_end_up_at_the_one_that_waits()
    {
        var (node, once, job) = await StartAsync();
        var waiting = node.Once.WaitAsync(once, job, Limit, Cancel).AsTask();

        var owner = await OwnerAsync(once.Key);
        Assert.Equal(new Appended(AppendOutcome.Accepted, 2), await owner.AppendAsync(once.Key, Batch(once.Key, 1, Texts("a"))));
        Assert.Equal(new Appended(AppendOutcome.Duplicate, 2), await owner.AppendAsync(once.Key, Batch(once.Key, 1, Texts("a"))));
        Assert.Equal(new Appended(AppendOutcome.Gap, 2), await owner.AppendAsync(once.Key, Batch(once.Key, 3, Texts("c"))));
        Assert.Equal([1], await owner.KnownAsync([once.Key]));
        await owner.AppendAsync(once.Key, Batch(once.Key, 2, [Text("b"), Status(once.Key)], last: true));

        Assert.True(await InTimeAsync(waiting, "the end"));
        var (results, missed) = await node.Once.EndAsync(once);
        Assert.Equal(["a", "b", "status"], Show(results));
        Assert.Equal(0, missed);
        Assert.Equal(AppendOutcome.Unknown, (await owner.AppendAsync(once.Key, Batch(once.Key, 3, Texts("late")))).Outcome);
        Assert.Equal(new long?[] { null }, await owner.KnownAsync([once.Key]));
    }

    [Fact]
    public async Task Nobody_else_finds_its_session()
    {
        var (node, once, _) = await StartAsync();

        Assert.Null(await Sessions.TouchAsync(once.Key.SessionId, null, Cancel));
        Assert.Null(await Sessions.JoinAsync(once.Key.SessionId, Cancel));
        Assert.DoesNotContain(await Sessions.ListAsync(null, Cancel), session => session.Id == once.Key.SessionId);
        await node.Once.EndAsync(once);
    }

    [Fact]
    public async Task Agent_that_is_not_there_ends_it_at_once()
    {
        var node = Node;
        var once = await node.Once.StartAsync(SessionId.New(), Job("nobody") with { Private = true }, Cancel);

        Assert.True(once.Ended.IsCompleted);
        Assert.Equal(["agent 'nobody' of target 'app_host-1' cannot be reached"], Show((await node.Once.EndAsync(once)).Results));
    }

    [Fact]
    public async Task Request_that_is_over_before_its_job_tells_the_agent_to_stop()
    {
        var (node, once, _) = await StartAsync();
        await OwnerAsync(once.Key);

        Assert.Equal(["status"], Show((await node.Once.EndAsync(once)).Results));

        Assert.Equal([AgentMessageKind.Run, AgentMessageKind.Stop], (await (await AgentAsync()).LettersAsync()).Select(letter => letter.Kind));
    }

    [Fact]
    public async Task Wait_is_false_when_its_time_is_over_and_an_interrupt_ends_it()
    {
        var (node, once, job) = await StartAsync();
        var owner = await OwnerAsync(once.Key);
        await owner.AcceptedAsync([once.Key]);
        await EventuallyAsync(() => Task.FromResult(once.IsAccepted), static accepted => accepted, "the acceptance");
        var waiting = node.Once.WaitAsync(once, job, 30 * Minute, Cancel).AsTask();
        await PassAsync(31 * Minute);
        Assert.False(await InTimeAsync(waiting, "the end of the wait"));

        var interrupting = node.Once.InterruptAsync(once, job, Cancel).AsTask();
        await EventuallyAsync(async () => await (await AgentAsync()).LettersAsync(), static letters => letters.Length == 2, "the interrupt");
        Assert.False(interrupting.IsCompleted);
        await PassUntilAsync(Leases.Interrupt, () => Task.FromResult(interrupting.IsCompleted), static ended => ended, "the end");

        await interrupting;
        Assert.Equal(["status"], Show((await node.Once.EndAsync(once)).Results));
    }

    [Fact]
    public async Task Job_that_no_agent_accepts_ends()
    {
        var (node, once, job) = await StartAsync();
        var waiting = node.Once.WaitAsync(once, job, Limit, Cancel).AsTask();

        await PassAsync(Leases.Acceptance - Minute);
        Assert.False(waiting.IsCompleted);
        await PassUntilAsync(Leases.Acceptance / 4, () => Task.FromResult(waiting.IsCompleted), static ended => ended, "the end");

        Assert.True(await waiting);
        Assert.Equal(["The agent did not accept the job in time."], Show((await node.Once.EndAsync(once)).Results));
    }

    [Fact]
    public async Task Job_of_a_lost_agent_ends()
    {
        Leases.Link = 3 * Minute;
        Leases.Agent = 60 * Minute;
        var (node, once, job) = await StartAsync();
        var owner = await OwnerAsync(once.Key);
        await owner.AppendAsync(once.Key, Batch(once.Key, 1, Texts("a")));
        await (await AgentAsync()).AwayAsync();
        var waiting = node.Once.WaitAsync(once, job, Limit * 10, Cancel).AsTask();

        await PassAsync(Leases.Agent + Minute);
        await PassUntilAsync(Leases.Agent, () => Task.FromResult(waiting.IsCompleted), static ended => ended, "the end");

        Assert.True(await waiting);
        Assert.Equal(["a", $"The agent {AgentName} was lost, its job was ended."], Show((await node.Once.EndAsync(once)).Results));
    }

    [Fact]
    public async Task Agent_that_comes_back_without_it_ends_it()
    {
        var (node, once, _) = await StartAsync();
        var agent = await AgentAsync();
        await OwnerAsync(once.Key);
        await agent.RenewAsync(acknowledged: 1_000, received: 1_000);
        agent.OnAnotherLink();

        await agent.RegisterAsync();

        await InTimeAsync(once.Ended, "the end");
        Assert.Equal([$"The agent {AgentName} no longer runs the job."], Show((await node.Once.EndAsync(once)).Results));
    }

    [Fact]
    public async Task Log_keeps_its_newest_results_and_says_how_many_are_gone()
    {
        Logs.SessionLogResults = 100;
        var (node, once, _) = await StartAsync();
        var owner = await OwnerAsync(once.Key);

        await owner.AppendAsync(once.Key, Batch(once.Key, 1, [.. Numbers(1, 150), Status(once.Key)], last: true));

        var (results, missed) = await node.Once.EndAsync(once);
        Assert.Equal((100, 51), (results.Count, missed));
        Assert.Equal("status", results[^1].Type);
    }

    private async Task<(TestNode Node, OneTimeSession Session, NewJob Job)> StartAsync()
    {
        await AgentAsync();
        var (node, job) = (Node, Job() with { Private = true });
        return (node, await node.Once.StartAsync(SessionId.New(), job, Cancel), job);
    }

    /// <summary>Its node, as the agent's link gets to know of it.</summary>
    private async Task<Silo.Nodes.IHubNode> OwnerAsync(JobKey job) =>
        Assert.Single(await (await AgentAsync()).LettersAsync(), letter => letter.Job == job && letter.Kind == AgentMessageKind.Run).Owner!;

    private JobBatch Batch(JobKey job, long number, Result[] results, bool last = false) =>
        new() { JobId = job.JobId, Agent = AgentName, First = number, Parts = [ResultBytes.Of(results)], Last = last };
}
