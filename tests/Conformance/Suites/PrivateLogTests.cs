using Arthas.Conformance.Clusters;
using Arthas.Contracts.Cluster;
using Arthas.Hub.Sessions;
using Arthas.Silo.Sessions;

namespace Arthas.Conformance.Suites;

public abstract class PrivateLogTests(TestCluster cluster) : Suite(cluster)
{
    [Fact]
    public async Task Exec_results_stay_out_of_the_session_but_not_the_input_status()
    {
        var (session, consumer) = await OpenAsync();
        await PullAsync(session, consumer);

        using var wait = await StartAsync(Node, session);
        await AppendAsync(wait.Job, 1, Texts("a"));
        await EndAsync(wait.Job, Texts("b"));

        var read = await ReadAsync(wait.Job, 0);
        Assert.Equal(["a", "b", "status"], Show(read.Results.Read()));
        Assert.True(read.Ended);
        Assert.Equal(["ALLOW_INTERRUPT", "ALLOW_INPUT"], Show((await PullAsync(session, consumer)).Results));
    }

    [Fact]
    public async Task Node_that_waits_has_all_results_in_order()
    {
        var (session, _) = await OpenAsync();
        foreach (var node in Hubs)
        {
            using var wait = await StartAsync(node, session);
            var waiting = node.Sessions.WaitEndAsync(wait, TimeSpan.FromHours(10), Cancel).AsTask();
            for (var i = 1; i <= 20; i++)
            {
                await AppendAsync(wait.Job, i, Numbers(i, 1));
            }

            Assert.Equal(AppendOutcome.Accepted, (await TryAppendAsync(wait.Job, 21, [Status(wait.Job)], last: true)).Outcome);
            Assert.True(await InTimeAsync(waiting, "the end"));
            Assert.Equal([.. Enumerable.Range(1, 20).Select(n => $"{n}"), "status"], Show(wait.Results.Results));
        }
    }

    [Fact]
    public async Task Read_in_parts_is_ended_with_the_last_one()
    {
        Logs.PullResults = 100;
        var (session, _) = await OpenAsync();
        using var wait = await StartAsync(Node, session);
        await EndAsync(wait.Job, Numbers(1, 150));

        var first = await ReadAsync(wait.Job, 0);
        var second = await ReadAsync(wait.Job, first.FromSeq + first.Results.Count - 1);

        Assert.Equal((1, 100, false), (first.FromSeq, first.Results.Count, first.Ended));
        Assert.Equal((101, 51, true), (second.FromSeq, second.Results.Count, second.Ended));
    }

    [Fact]
    public async Task Node_that_waits_and_heard_nothing_looks_by_itself()
    {
        var (session, _) = await OpenAsync();
        await AgentAsync();
        // Started by another node: no news comes here.
        var started = await StartAsync(session, Job() with { Private = true });
        await EndAsync(started, Texts("a"));
        var node = Node;
        using var wait = node.Get<JobWaits>().Add(started);

        Assert.True(await InTimeAsync(node.Sessions.WaitEndAsync(wait, TimeSpan.FromHours(10), Cancel).AsTask(), "the end"));

        Assert.Equal(["a", "status"], Show(wait.Results.Results));
    }

    [Fact]
    public async Task Wait_for_a_job_whose_session_is_closed_has_its_status()
    {
        var (session, _) = await OpenAsync();
        var node = Node;
        using var wait = await StartAsync(node, session);
        await AppendAsync(wait.Job, 1, Texts("a"));
        var waiting = node.Sessions.WaitEndAsync(wait, TimeSpan.FromHours(10), Cancel).AsTask();

        await Sessions.CloseAsync(session, Cancel);

        Assert.True(await InTimeAsync(waiting, "the end"));
        Assert.Equal(["a", "status"], Show(wait.Results.Results));
    }

    [Fact]
    public async Task Read_released_job_finds_nothing()
    {
        var (session, _) = await OpenAsync();
        using var wait = await StartAsync(Node, session);
        await EndAsync(wait.Job);

        await Sessions.ReleaseAsync(wait.Job, Cancel);

        Assert.False((await ReadAsync(wait.Job, 0)).Found);
        Assert.Null(await Sessions.JobAsync(wait.Job, Cancel));
    }

    [Fact]
    public async Task Release_running_job_does_nothing()
    {
        var (session, _) = await OpenAsync();
        using var wait = await StartAsync(Node, session);

        await Sessions.ReleaseAsync(wait.Job, Cancel);

        Assert.NotNull(await Sessions.JobAsync(wait.Job, Cancel));
    }

    [Fact]
    public async Task Read_says_what_the_log_could_not_keep()
    {
        Logs.SessionLogResults = 100;
        var (session, _) = await OpenAsync();
        var node = Node;
        using var wait = await StartAsync(node, session);
        await EndAsync(wait.Job, Numbers(1, 150));

        Assert.True(await InTimeAsync(node.Sessions.WaitEndAsync(wait, TimeSpan.FromHours(1), Cancel).AsTask(), "the end"));
        var read = await ReadAsync(wait.Job, 0);

        Assert.Equal((52, 100), (read.FromSeq, read.Results.Count));
        Assert.Equal((100, 51), (wait.Results.Results.Count, wait.Results.Missed));
        Assert.Equal("status", wait.Results.Results[^1].Type);
    }

    private async Task<JobWait> StartAsync(TestNode node, string session)
    {
        await AgentAsync();
        var (started, wait) = await node.Sessions.StartAndWaitAsync(session, Job() with { Private = true }, Cancel);
        Assert.Equal(StartOutcome.Started, started.Outcome);
        return wait!;
    }

    private Task<JobPage> ReadAsync(JobKey job, long afterSeq)
    {
        var node = Node;
        return node.Session(job.SessionId).ReadJobAsync(job.JobId, afterSeq, node.Self);
    }
}
