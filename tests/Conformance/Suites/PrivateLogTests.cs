using Arthas.Conformance.Engines;
using Arthas.Contracts.Cluster;

namespace Arthas.Conformance.Suites;

public abstract class PrivateLogTests<TEngine> : Suite<TEngine>
    where TEngine : Engine, new()
{
    [Fact]
    public async Task Exec_results_stay_out_of_the_session_but_not_the_input_status()
    {
        var (session, consumer) = await OpenAsync();
        await PullAsync(session, consumer!);

        var job = await StartAsync(session, @private: true);
        await AppendAsync(job, 1, Texts("a"));
        await EndAsync(job, Texts("b"));

        var read = await Sessions.ReadJobAsync(job, 0, TimeSpan.Zero, Cancel);
        Assert.Equal(["a", "b", "status"], Show(read.Results));
        Assert.True(read.Ended);
        Assert.Equal(["ALLOW_INTERRUPT", "ALLOW_INPUT"], Show((await PullAsync(session, consumer!)).Results));
    }

    [Fact]
    public async Task Read_in_parts_is_ended_with_the_last_one()
    {
        Engine.Log.PullResults = 100;
        var (session, _) = await OpenAsync(oneTime: true);
        var job = await StartAsync(session, @private: true);
        await EndAsync(job, Numbers(1, 150));

        var first = await Sessions.ReadJobAsync(job, 0, TimeSpan.Zero, Cancel);
        var second = await Sessions.ReadJobAsync(job, first.LastSeq, TimeSpan.Zero, Cancel);

        Assert.Equal((100, false), (first.Results.Count, first.Ended));
        Assert.Equal((51, true), (second.Results.Count, second.Ended));
    }

    [Fact]
    public async Task Read_waits_for_the_next_results()
    {
        var (session, _) = await OpenAsync(oneTime: true);
        var job = await StartAsync(session, @private: true);
        var read = Sessions.ReadJobAsync(job, 0, TimeSpan.FromSeconds(5), Cancel).AsTask();

        await AppendAsync(job, 1, Texts("a"));

        var got = await InTimeAsync(read, "the first read");
        Assert.Equal(["a"], Show(got.Results));
        Assert.False(got.Ended);
    }

    [Fact]
    public async Task Read_beyond_what_there_is_answers_empty_when_time_is_over()
    {
        var (session, _) = await OpenAsync(oneTime: true);
        var job = await StartAsync(session, @private: true);
        var read = Sessions.ReadJobAsync(job, 0, TimeSpan.FromSeconds(5), Cancel).AsTask();

        await Engine.PassAsync(TimeSpan.FromSeconds(5));

        var got = await InTimeAsync(read, "the end of the read");
        Assert.Equal((true, 0, false), (got.Found, got.Results.Count, got.Ended));
    }

    [Fact]
    public async Task Read_of_a_session_that_was_closed_still_has_its_status()
    {
        var (session, _) = await OpenAsync();
        var job = await StartAsync(session, @private: true);
        await AppendAsync(job, 1, Texts("a"));
        var waiting = Sessions.ReadJobAsync(job, 1, TimeSpan.FromSeconds(5), Cancel).AsTask();

        await Sessions.CloseAsync(session, Cancel);

        Assert.Equal(["status"], (await InTimeAsync(waiting, "the read")).Results.Select(r => r.Type));
        var later = await Sessions.ReadJobAsync(job, 0, TimeSpan.Zero, Cancel);
        Assert.Equal(2, later.Results.Count);
        Assert.True(later.Ended);
        await Sessions.ReleaseJobAsync(job, Cancel);
        Assert.False((await Sessions.ReadJobAsync(job, 0, TimeSpan.Zero, Cancel)).Found);
    }

    [Fact]
    public async Task Read_released_job_finds_nothing()
    {
        var (session, _) = await OpenAsync();
        var job = await StartAsync(session, @private: true);
        await EndAsync(job);

        await Sessions.ReleaseJobAsync(job, Cancel);

        Assert.False((await Sessions.ReadJobAsync(job, 0, TimeSpan.Zero, Cancel)).Found);
        Assert.Null(await Sessions.JobAsync(job, Cancel));
    }

    [Fact]
    public async Task Release_running_job_does_nothing()
    {
        var (session, _) = await OpenAsync();
        var job = await StartAsync(session, @private: true);

        await Sessions.ReleaseJobAsync(job, Cancel);

        Assert.NotNull(await Sessions.JobAsync(job, Cancel));
    }

    [Fact]
    public async Task Read_says_what_the_log_could_not_keep()
    {
        Engine.Log.SessionLogResults = 100;
        var (session, _) = await OpenAsync(oneTime: true);
        var job = await StartAsync(session, @private: true);
        await EndAsync(job, Numbers(1, 150));

        var read = await Sessions.ReadJobAsync(job, 0, TimeSpan.Zero, Cancel);

        Assert.Equal((100, 51), (read.Results.Count, read.Missed));
        Assert.Equal("status", read.Results[^1].Type);
    }
}
