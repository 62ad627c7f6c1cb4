using Arthas.Conformance.Clusters;

namespace Arthas.Conformance.Suites;

public abstract class TrimTests(TestCluster cluster) : Suite(cluster)
{
    [Fact]
    public async Task Log_keeps_its_newest_results_and_says_how_many_are_gone()
    {
        Logs.SessionLogResults = 100;
        var (session, consumer) = await OpenAsync();
        await PullAsync(session, consumer);
        await NoteAsync(session, Numbers(1, 130));

        var pulled = await PullAsync(session, consumer);

        Assert.Equal(133, pulled.LastSeq);
        // A node that heard of the first 30 may have them still.
        Assert.True(pulled.Missed is 30 or 0, $"{pulled.Missed} missed");
        Assert.Equal(130, pulled.Missed + pulled.Results.Count);
        Assert.Equal(Enumerable.Range((int)pulled.Missed + 1, pulled.Results.Count).Select(n => $"{n}"), Show(pulled.Results));
        Assert.Equal(0, (await PullAsync(session, consumer)).Missed);
    }

    [Fact]
    public async Task Consumer_behind_the_oldest_result_is_told_how_many_it_missed()
    {
        Logs.SessionLogResults = 100;
        Logs.PullResults = 20;
        var (session, consumer) = await OpenAsync();
        await PullAsync(session, consumer);
        // Nodes keep the newest 40: the oldest are asked for.
        await NoteAsync(session, Numbers(1, 130));

        var pulled = await PullAsync(session, consumer);

        Assert.Equal((30, 20, 53), (pulled.Missed, pulled.Results.Count, pulled.LastSeq));
        Assert.Equal(Enumerable.Range(31, 20).Select(n => $"{n}"), Show(pulled.Results));
        Assert.Equal(0, (await PullAsync(session, consumer)).Missed);
    }

    [Fact]
    public async Task Log_over_its_bytes_keeps_its_newest()
    {
        Logs.SessionLogBytes = 10_000;
        Logs.PullBytes = 3_500;
        var (session, consumer) = await OpenAsync();
        await PullAsync(session, consumer);
        var big = new string('x', 2_960);
        await NoteAsync(session, Texts("a", "b", big, big, big));

        // Three big ones fit, a and b besides them, the greeting too; a fourth pushes out all before the last three.
        var whole = await PullAllAsync(session, consumer, afterSeq: 3);
        await NoteAsync(session, Texts(big));
        var after = await PullAllAsync(session, consumer, afterSeq: 3);

        Assert.Equal((5, 0L), whole);
        Assert.Equal((3, 3L), after);
    }

    [Fact]
    public async Task Log_keeps_a_single_result_that_is_over_its_bytes()
    {
        Logs.SessionLogBytes = 1024;
        var (session, consumer) = await OpenAsync();
        await PullAsync(session, consumer);

        await NoteAsync(session, Texts(new string('x', 5000)));

        Assert.Single((await PullAsync(session, consumer)).Results);
    }

    [Fact]
    public async Task Missed_is_told_again_when_the_reply_was_lost()
    {
        Logs.SessionLogResults = 100;
        Logs.PullResults = 20;
        var (session, consumer) = await OpenAsync();
        await NoteAsync(session, Numbers(1, 100));

        await SettleAsync(session);
        var lost = await Sessions.PullAsync(session, consumer, null, TimeSpan.Zero, Cancel);
        var again = await PullAsync(session, consumer, afterSeq: 0);

        Assert.Equal((3L, 3L), (lost.Missed, again.Missed));
    }

    [Fact]
    public async Task All_logs_of_a_silo_together_over_their_bytes_trim_the_largest()
    {
        // Nodes keep little besides.
        Logs.PullBytes = 50_000;
        var (small, smallConsumer) = await OpenAsync();
        await NoteAsync(small, Numbers(1, 100));
        var large = new List<(string Session, string Consumer)>();
        var text = new string('x', 19_960);
        // However they are spread over silos: with more in all than the silos may have together.
        for (var i = 0; i < 4; i++)
        {
            large.Add(await OpenAsync() is var (session, consumer) ? (session, consumer) : default);
        }

        const int Each = 100;
        for (var i = 0; i < Each; i++)
        {
            foreach (var (session, _) in large)
            {
                await NoteAsync(session, Texts(text));
            }
        }

        var kept = 0L;
        foreach (var (session, consumer) in large)
        {
            var (results, missed) = await PullAllAsync(session, consumer, afterSeq: 3);
            Assert.Equal(Each, results + missed);
            kept += results * 20_000L;
        }

        Assert.Equal((103, 0L), await PullAllAsync(small, smallConsumer, afterSeq: 0));
        Assert.InRange(kept, 0.75 * ClusterSettings.SuiteLogBytes, 2.5 * ClusterSettings.SuiteLogBytes);
    }

    [Fact]
    public async Task All_logs_together_count_private_ones_until_they_are_released()
    {
        var (session, _) = await OpenAsync();
        var text = new string('x', 190_000);
        await AgentAsync();
        for (var i = 0; i < 30; i++)
        {
            var node = Node;
            var (_, wait) = await node.Sessions.StartAndWaitAsync(session, Job() with { Private = true }, Cancel);
            using (wait)
            {
                await EndAsync(wait!.Job, Texts(text, text));
                Assert.True(await node.Sessions.WaitEndAsync(wait, TimeSpan.FromHours(1), Cancel));
                var read = await Node.Session(session).ReadJobAsync(wait.Job.JobId, 0, node.Self);
                await Sessions.ReleaseAsync(wait.Job, Cancel);
                Assert.Equal((3, 0L), (wait.Results.Results.Count, wait.Results.Missed));
                Assert.Equal((3, 1L), (read.Results.Count, read.FromSeq));
            }
        }
    }

    [Fact]
    public async Task All_logs_together_forget_those_of_closed_sessions()
    {
        for (var i = 0; i < 12; i++)
        {
            var (session, consumer) = await OpenAsync();
            await NoteAsync(session, Texts(new string('x', 900_000), "a"));
            var read = await Node.Session(session).ReadAsync(0);
            Assert.Equal((1, 5), (read.FromSeq, read.Results.Count));
            await Sessions.CloseAsync(session, Cancel);
        }
    }

    /// <summary>Everything from a place on: how many results came, and how many are gone.</summary>
    private async Task<(int Results, long Missed)> PullAllAsync(string session, string consumer, long afterSeq)
    {
        var (results, missed) = (0, 0L);
        for (long? after = afterSeq; ; after = null)
        {
            var pulled = await PullAsync(session, consumer, after);
            if (pulled is { Results.Count: 0, Missed: 0 })
            {
                return (results, missed);
            }

            (results, missed) = (results + pulled.Results.Count, missed + pulled.Missed);
        }
    }
}
