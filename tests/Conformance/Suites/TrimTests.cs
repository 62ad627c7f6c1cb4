using Arthas.Conformance.Engines;
using Arthas.Contracts.Cluster;

namespace Arthas.Conformance.Suites;

public abstract class TrimTests<TEngine> : Suite<TEngine>
    where TEngine : Engine, new()
{
    [Fact]
    public async Task Log_keeps_its_newest_results_and_says_how_many_are_gone()
    {
        Engine.Log.SessionLogResults = 100;
        var (session, consumer) = await OpenAsync();
        await PullAsync(session, consumer!);
        await Sessions.NoteAsync(session, Numbers(1, 130), Cancel);

        var pulled = await PullAsync(session, consumer!);

        Assert.Equal(30, pulled.Missed);
        Assert.Equal(Enumerable.Range(31, 100).Select(n => $"{n}"), Show(pulled.Results));
        Assert.Equal(133, pulled.LastSeq);
        Assert.Equal(0, (await PullAsync(session, consumer!)).Missed);
    }

    [Fact]
    public async Task Log_over_its_bytes_keeps_its_newest()
    {
        Engine.Log.SessionLogBytes = 10_000;
        var (session, consumer) = await OpenAsync();
        await PullAsync(session, consumer!);
        var big = new string('x', 2_960);
        await Sessions.NoteAsync(session, Texts("a", "b", big, big, big), Cancel);

        var pulled = await PullAsync(session, consumer!);

        // Three big ones fit, a and b besides them, the greeting too; a fourth pushes out all before the last three.
        await Sessions.NoteAsync(session, Texts(big), Cancel);
        var after = await PullAsync(session, consumer!, afterSeq: 3);
        Assert.Equal((5, 0L), (pulled.Results.Count, pulled.Missed));
        Assert.Equal((3, 3L), (after.Results.Count, after.Missed));
    }

    [Fact]
    public async Task Log_keeps_a_single_result_that_is_over_its_bytes()
    {
        Engine.Log.SessionLogBytes = 1024;
        var (session, consumer) = await OpenAsync();
        await PullAsync(session, consumer!);

        await Sessions.NoteAsync(session, Texts(new string('x', 5000)), Cancel);

        Assert.Single((await PullAsync(session, consumer!)).Results);
    }

    [Fact]
    public async Task Missed_is_told_again_when_the_reply_was_lost()
    {
        Engine.Log.SessionLogResults = 100;
        var (session, consumer) = await OpenAsync();
        await Sessions.NoteAsync(session, Numbers(1, 100), Cancel);

        var lost = await Sessions.PullAsync(session, consumer!, null, TimeSpan.Zero, Cancel);
        var again = await PullAsync(session, consumer!, afterSeq: 0);

        Assert.Equal((3L, 3L), (lost.Missed, again.Missed));
    }

    [Fact]
    public async Task All_logs_together_over_their_bytes_trim_the_largest()
    {
        Engine.Log.LogBytes = 100_000;
        var (small, smallConsumer) = await OpenAsync();
        var (large, largeConsumer) = await OpenAsync();
        await Sessions.NoteAsync(small, Numbers(1, 100), Cancel);
        var text = new string('x', 960);

        for (var i = 0; i < 150; i++)
        {
            await Sessions.NoteAsync(large, Texts(text), Cancel);
        }

        var pulledSmall = await PullAsync(small, smallConsumer!);
        var pulledLarge = await PullAsync(large, largeConsumer!);
        Assert.Equal((103, 0L), (pulledSmall.Results.Count, pulledSmall.Missed));
        Assert.Equal(153, pulledLarge.Missed + pulledLarge.Results.Count);
        Assert.InRange(pulledLarge.Results.Sum(r => r.Json.Length), 80_000, 100_000);
    }

    [Fact]
    public async Task All_logs_together_count_private_ones_until_they_are_released()
    {
        Engine.Log.LogBytes = 100_000;
        var (session, _) = await OpenAsync();
        var text = new string('x', 9_000);
        for (var i = 0; i < 30; i++)
        {
            var job = await StartAsync(session, @private: true);
            await EndAsync(job, Texts(text, text));
            var read = await Sessions.ReadJobAsync(job, 0, TimeSpan.Zero, Cancel);
            await Sessions.ReleaseJobAsync(job, Cancel);
            Assert.Equal((3, 0L), (read.Results.Count, read.Missed));
        }
    }

    [Fact]
    public async Task All_logs_together_forget_those_of_closed_sessions()
    {
        Engine.Log.LogBytes = 100_000;
        for (var i = 0; i < 30; i++)
        {
            var (session, consumer) = await OpenAsync();
            await Sessions.NoteAsync(session, Texts(new string('x', 50_000), "a"), Cancel);
            Assert.Equal(0, (await PullAsync(session, consumer!)).Missed);
            await Sessions.CloseAsync(session, Cancel);
        }
    }
}
