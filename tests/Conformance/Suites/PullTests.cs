using Arthas.Conformance.Engines;
using Arthas.Contracts.Cluster;

namespace Arthas.Conformance.Suites;

public abstract class PullTests<TEngine> : Suite<TEngine>
    where TEngine : Engine, new()
{
    [Fact]
    public async Task Pull_unknown_consumer_says_so()
    {
        var (session, _) = await OpenAsync();

        Assert.Equal(PullOutcome.NoConsumer, (await PullAsync(session, "none")).Outcome);
    }

    [Fact]
    public async Task Pull_without_commit_gives_the_same_again()
    {
        var (session, consumer) = await OpenAsync();

        var first = await Sessions.PullAsync(session, consumer!, null, TimeSpan.Zero, Cancel);
        var second = await Sessions.PullAsync(session, consumer!, null, TimeSpan.Zero, Cancel);

        Assert.Equal(Show(first.Results), Show(second.Results));
        Assert.Equal(first.LastSeq, second.LastSeq);
    }

    [Fact]
    public async Task Pull_after_commit_gives_what_came_since()
    {
        var (session, consumer) = await OpenAsync();
        await PullAsync(session, consumer!);
        await Sessions.NoteAsync(session, Texts("a"), Cancel);

        var pulled = await PullAsync(session, consumer!);

        Assert.Equal(["a"], Show(pulled.Results));
        Assert.Equal(4, pulled.LastSeq);
    }

    [Fact]
    public async Task Commit_of_an_older_reply_does_not_move_back()
    {
        var (session, consumer) = await OpenAsync();
        await PullAsync(session, consumer!);

        await Sessions.CommitAsync(session, consumer!, 1, Cancel);

        Assert.Empty((await PullAsync(session, consumer!)).Results);
    }

    [Fact]
    public async Task Pull_after_seq_repeats_a_reply_that_was_lost()
    {
        var (session, consumer) = await OpenAsync();
        await PullAsync(session, consumer!);
        await Sessions.NoteAsync(session, Texts("a", "b"), Cancel);
        await PullAsync(session, consumer!);

        var again = await PullAsync(session, consumer!, afterSeq: 3);

        Assert.Equal(["a", "b"], Show(again.Results));
        Assert.Equal(0, again.Missed);
    }

    [Fact]
    public async Task Pull_after_seq_0_starts_the_first_consumer_anew()
    {
        var (session, consumer) = await OpenAsync();
        await PullAsync(session, consumer!);

        var again = await PullAsync(session, consumer!, afterSeq: 0);

        Assert.Equal(["message", "welcome", "ALLOW_INPUT"], Show(again.Results));
    }

    [Fact]
    public async Task Pull_after_a_seq_that_the_log_never_had_waits_at_its_end()
    {
        var (session, consumer) = await OpenAsync();

        var pulled = await PullAsync(session, consumer!, afterSeq: 1_000);
        await Sessions.NoteAsync(session, Texts("a"), Cancel);

        Assert.Equal((0, 3), (pulled.Results.Count, pulled.LastSeq));
        Assert.Equal(["a"], Show((await PullAsync(session, consumer!)).Results));
    }

    [Fact]
    public async Task Pull_takes_no_more_results_than_its_bound()
    {
        Engine.Log.PullResults = 100;
        var (session, consumer) = await OpenAsync();
        await PullAsync(session, consumer!);
        await Sessions.NoteAsync(session, Numbers(1, 150), Cancel);

        Assert.Equal(100, (await PullAsync(session, consumer!)).Results.Count);
        Assert.Equal(50, (await PullAsync(session, consumer!)).Results.Count);
    }

    [Fact]
    public async Task Pull_takes_no_more_bytes_than_its_bound_but_one_result_always()
    {
        Engine.Log.PullBytes = 1000;
        var (session, consumer) = await OpenAsync();
        await PullAsync(session, consumer!);
        await Sessions.NoteAsync(session, Texts("a", new string('x', 2000), "b", "c"), Cancel);

        Assert.Equal(["a"], Show((await PullAsync(session, consumer!)).Results));
        Assert.Equal(2000, Show((await PullAsync(session, consumer!)).Results).Single().Length);
        Assert.Equal(["b", "c"], Show((await PullAsync(session, consumer!)).Results));
    }

    [Fact]
    public async Task Parked_pull_answers_at_the_first_result()
    {
        var (session, consumer) = await OpenAsync();
        await PullAsync(session, consumer!);
        var parked = ParkAsync(session, consumer!);
        Assert.False(parked.IsCompleted);

        await Sessions.NoteAsync(session, Texts("a"), Cancel);

        Assert.Equal(["a"], Show((await InTimeAsync(parked, "the answer")).Results));
    }

    [Fact]
    public async Task Parked_pull_takes_what_comes_within_its_batching()
    {
        Engine.Log.PullBatching = TimeSpan.FromMilliseconds(5);
        var (session, consumer) = await OpenAsync();
        await PullAsync(session, consumer!);
        var parked = ParkAsync(session, consumer!);
        await Engine.SettleAsync();

        await Sessions.NoteAsync(session, Texts("a"), Cancel);
        await Sessions.NoteAsync(session, Texts("b"), Cancel);
        var pulled = await PassUntilAsync(parked, TimeSpan.FromMilliseconds(5), "the answer");

        Assert.Equal(["a", "b"], Show(pulled.Results));
    }

    [Fact]
    public async Task Parked_pull_answers_empty_when_time_is_over()
    {
        var (session, consumer) = await OpenAsync();
        var seq = (await PullAsync(session, consumer!)).LastSeq;
        var parked = ParkAsync(session, consumer!, seconds: 2);

        await Engine.PassAsync(TimeSpan.FromSeconds(2));

        var pulled = await InTimeAsync(parked, "the empty answer");
        Assert.Equal((PullOutcome.Ok, 0, seq), (pulled.Outcome, pulled.Results.Count, pulled.LastSeq));
    }

    [Fact]
    public async Task Parked_pull_gives_way_to_a_newer_one_and_nothing_is_lost()
    {
        var (session, consumer) = await OpenAsync();
        await PullAsync(session, consumer!);
        var first = ParkAsync(session, consumer!);
        var second = ParkAsync(session, consumer!);

        Assert.Empty((await InTimeAsync(first, "the first to give way")).Results);
        await Sessions.NoteAsync(session, Texts("a"), Cancel);

        Assert.Equal(["a"], Show((await InTimeAsync(second, "the second answer")).Results));
    }

    [Fact]
    public async Task Parked_pull_of_one_consumer_leaves_the_others_parked()
    {
        var (session, consumer) = await OpenAsync();
        await PullAsync(session, consumer!);
        var joiner = (await Sessions.JoinAsync(session, Cancel))!;
        await PullAsync(session, joiner);
        var parked = ParkAsync(session, joiner);
        var first = ParkAsync(session, consumer!);
        var second = ParkAsync(session, consumer!);
        await InTimeAsync(first, "the first to give way");

        Assert.False(parked.IsCompleted);
        await Sessions.NoteAsync(session, Texts("a"), Cancel);
        Assert.Equal(["a"], Show((await InTimeAsync(parked, "the other's answer")).Results));
        await InTimeAsync(second, "the second answer");
    }

    [Fact]
    public async Task Parked_pull_that_is_cancelled_throws_and_loses_nothing()
    {
        var (session, consumer) = await OpenAsync();
        await PullAsync(session, consumer!);
        using var gone = new CancellationTokenSource();
        var parked = Sessions.PullAsync(session, consumer!, null, TimeSpan.FromSeconds(2), gone.Token).AsTask();

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => InTimeAsync(parked, "the cancellation"));

        await Sessions.NoteAsync(session, Texts("a"), Cancel);
        Assert.Equal(["a"], Show((await PullAsync(session, consumer!)).Results));
    }

    [Fact]
    public async Task Parked_pull_of_a_session_that_is_closed_says_so()
    {
        var (session, consumer) = await OpenAsync();
        await PullAsync(session, consumer!);
        var parked = ParkAsync(session, consumer!);

        await Sessions.CloseAsync(session, Cancel);

        Assert.Equal(PullOutcome.NoSession, (await InTimeAsync(parked, "the answer")).Outcome);
    }
}
