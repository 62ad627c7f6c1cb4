using Arthas.Conformance.Clusters;
using Arthas.Hub.Sessions;
using Arthas.Silo.Sessions;

namespace Arthas.Conformance.Suites;

public abstract class PullTests(TestCluster cluster) : Suite(cluster)
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

        var first = await Sessions.PullAsync(session, consumer, null, TimeSpan.Zero, Cancel);
        var second = await Sessions.PullAsync(session, consumer, null, TimeSpan.Zero, Cancel);

        Assert.Equal(3, first.Results.Count);
        Assert.Equal(Show(first.Results), Show(second.Results));
        Assert.Equal(first.LastSeq, second.LastSeq);
    }

    [Fact]
    public async Task Pull_after_commit_gives_what_came_since()
    {
        var (session, consumer) = await OpenAsync();
        await PullAsync(session, consumer);
        await NoteAsync(session, Texts("a"));

        var pulled = await PullAsync(session, consumer);

        Assert.Equal(["a"], Show(pulled.Results));
        Assert.Equal(4, pulled.LastSeq);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Pull_whose_client_went_away_at_its_last_byte_is_answered_again(bool delivered)
    {
        var (session, consumer) = await OpenAsync();
        var first = await Sessions.PullAsync(session, consumer, null, TimeSpan.Zero, Cancel);
        var delivery = new Delivery(Sessions, session, consumer, first.From, first.LastSeq, isSaid: false);
        await delivery.MoveAsync(Cancel);
        delivery.End(delivered);

        var second = await PullAsync(session, consumer);

        Assert.Equal(delivered ? [] : Show(first.Results), Show(second.Results));
        Assert.Equal(first.LastSeq, second.LastSeq);
        Assert.Empty((await PullAsync(session, consumer)).Results);
    }

    [Fact]
    public async Task Pull_while_the_last_one_is_still_on_its_way_waits_for_it()
    {
        var (session, consumer) = await OpenAsync();
        var first = await Sessions.PullAsync(session, consumer, null, TimeSpan.Zero, Cancel);
        var delivery = new Delivery(Sessions, session, consumer, first.From, first.LastSeq, isSaid: false);
        await delivery.MoveAsync(Cancel);
        var second = PullAsync(session, consumer);
        Assert.False(second.IsCompleted);

        delivery.End(delivered: true);

        Assert.Empty((await InTimeAsync(second, "the second pull")).Results);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Answer_that_another_one_overtook_is_not_completed(bool delivered)
    {
        var (session, consumer) = await OpenAsync();
        var slow = await AnswerAsync();
        var quick = await AnswerAsync();
        Assert.True(await quick.MoveAsync(Cancel));
        quick.End(delivered);

        var completes = await slow.MoveAsync(Cancel);

        // A node that stood still, and wakes with what the client got elsewhere meanwhile.
        Assert.Equal(!delivered, completes);
        slow.End(completes);
        Assert.Empty((await PullAsync(session, consumer)).Results);

        async Task<Delivery> AnswerAsync()
        {
            var pulled = await Sessions.PullAsync(session, consumer, null, TimeSpan.Zero, Cancel);
            return new Delivery(Sessions, session, consumer, pulled.From, pulled.LastSeq, isSaid: false);
        }
    }

    [Fact]
    public async Task Commit_of_an_older_reply_does_not_move_back()
    {
        var (session, consumer) = await OpenAsync();
        await PullAsync(session, consumer);

        await Sessions.CommitAsync(session, consumer, 1, Cancel);

        Assert.Empty((await PullAsync(session, consumer)).Results);
    }

    [Fact]
    public async Task Pull_after_seq_repeats_a_reply_that_was_lost()
    {
        var (session, consumer) = await OpenAsync();
        await PullAsync(session, consumer);
        await NoteAsync(session, Texts("a", "b"));
        await PullAsync(session, consumer);

        foreach (var _ in Hubs)
        {
            var again = await PullAsync(session, consumer, afterSeq: 3);
            Assert.Equal(["a", "b"], Show(again.Results));
            Assert.Equal(0, again.Missed);
        }
    }

    [Fact]
    public async Task Pull_after_seq_0_starts_the_first_consumer_anew()
    {
        var (session, consumer) = await OpenAsync();
        await PullAsync(session, consumer);

        var again = await PullAsync(session, consumer, afterSeq: 0);

        Assert.Equal(["message", "welcome", "ALLOW_INPUT"], Show(again.Results));
    }

    [Fact]
    public async Task Pull_after_a_seq_that_the_log_never_had_waits_at_its_end()
    {
        var (session, consumer) = await OpenAsync();

        var pulled = await PullAsync(session, consumer, afterSeq: 1_000);
        await NoteAsync(session, Texts("a"));

        Assert.Equal((0, 3), (pulled.Results.Count, pulled.LastSeq));
        Assert.Equal(["a"], Show((await PullAsync(session, consumer)).Results));
    }

    [Fact]
    public async Task Pull_after_a_seq_that_only_another_node_has_heard_of_finds_what_follows_it()
    {
        var (session, consumer) = await OpenAsync();
        await Hubs[^1].Sessions.PullAsync(session, consumer, null, TimeSpan.Zero, Cancel);
        await NoteAsync(session, Texts("a", "b"));

        // Without waiting for the news: who has seen 4 finds 5.
        var pulled = await Hubs[^1].Sessions.PullAsync(session, consumer, 4, TimeSpan.Zero, Cancel);

        Assert.Equal(["b"], Show(pulled.Results));
        Assert.Equal(5, pulled.LastSeq);
    }

    [Fact]
    public async Task Pull_takes_no_more_results_than_its_bound()
    {
        Logs.PullResults = 100;
        var (session, consumer) = await OpenAsync();
        await PullAsync(session, consumer);
        await NoteAsync(session, Numbers(1, 150));

        Assert.Equal(100, (await PullAsync(session, consumer)).Results.Count);
        Assert.Equal(50, (await PullAsync(session, consumer)).Results.Count);
    }

    [Fact]
    public async Task Pull_takes_no_more_bytes_than_its_bound_but_one_result_always()
    {
        Logs.PullBytes = 1000;
        var (session, consumer) = await OpenAsync();
        await PullAsync(session, consumer);
        await NoteAsync(session, Texts("a", new string('x', 2000), "b", "c"));

        Assert.Equal(["a"], Show((await PullAsync(session, consumer)).Results));
        Assert.Equal(2000, Show((await PullAsync(session, consumer)).Results).Single().Length);
        Assert.Equal(["b", "c"], Show((await PullAsync(session, consumer)).Results));
    }

    [Fact]
    public async Task Consumer_far_behind_what_nodes_keep_gets_all_of_it_in_order()
    {
        Logs.PullResults = 100;
        var (session, consumer) = await OpenAsync();
        await PullAsync(session, consumer);
        for (var i = 0; i < 10; i++)
        {
            await NoteAsync(session, Numbers((i * 100) + 1, 100));
        }

        var seen = new List<string>();
        while (await PullAsync(session, consumer) is { Results.Count: > 0 } pulled)
        {
            Assert.Equal(0, pulled.Missed);
            seen.AddRange(Show(pulled.Results));
        }

        Assert.Equal(Enumerable.Range(1, 1000).Select(n => $"{n}"), seen);
    }

    [Fact]
    public async Task Parked_pull_answers_at_the_first_result()
    {
        var (session, consumer) = await OpenAsync();
        await PullAsync(session, consumer);
        var parked = await ParkAsync(session, consumer);
        Assert.False(parked.Answer.IsCompleted);

        await NoteAsync(session, Texts("a"));

        Assert.Equal(["a"], Show((await InTimeAsync(parked.Answer, "the answer")).Results));
    }

    /// <summary>A node looks by itself every two seconds, in case news got lost: so many results would take much longer if all did.</summary>
    [Fact]
    public async Task Parked_pulls_hear_of_results_and_need_not_look_for_them()
    {
        var (session, consumer) = await OpenAsync();
        await PullAsync(session, consumer);
        var begin = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < 20; i++)
        {
            var (node, parked) = (Hubs[i % Hubs.Count], await ParkAsync(session, consumer, Hubs[i % Hubs.Count]));
            await NoteAsync(session, Numbers(i, 1));
            var pulled = await InTimeAsync(parked.Answer, "the answer");
            Assert.Equal([$"{i}"], Show(pulled.Results));
            await node.Sessions.CommitAsync(session, consumer, pulled.LastSeq, Cancel);
        }

        Assert.InRange(TimeProvider.System.GetElapsedTime(begin), TimeSpan.Zero, TimeSpan.FromSeconds(12));
    }

    [Fact]
    public async Task Parked_pull_that_waits_long_hears_of_what_comes_late()
    {
        var (session, consumer) = await OpenAsync();
        await PullAsync(session, consumer);
        var parked = await ParkAsync(session, consumer);

        for (var i = 0; i < 4; i++)
        {
            await Time.LeapAsync(TimeSpan.FromSeconds(15));
            await Node.Sessions.TouchAsync(session, null, Cancel);
        }

        await NoteAsync(session, Texts("a"));

        Assert.Equal(["a"], Show((await InTimeAsync(parked.Answer, "the answer")).Results));
    }

    [Fact]
    public async Task Parked_pull_takes_what_comes_within_its_batching()
    {
        Logs.PullBatching = TimeSpan.FromHours(77);
        var (session, consumer) = await OpenAsync();
        await PullAsync(session, consumer);
        var parked = await ParkAsync(session, consumer);

        await NoteAsync(session, Texts("a"));
        await InTimeAsync(Time.SleeperAsync(TimeSpan.FromHours(76), TimeSpan.FromHours(77)), "the batching");
        await NoteAsync(session, Texts("b"));
        await SettleAsync(session);
        Assert.False(parked.Answer.IsCompleted);
        await Time.LeapAsync(TimeSpan.FromHours(77));

        Assert.Equal(["a", "b"], Show((await InTimeAsync(parked.Answer, "the answer")).Results));
    }

    [Fact]
    public async Task Parked_pull_answers_empty_when_time_is_over()
    {
        var (session, consumer) = await OpenAsync();
        var seq = (await PullAsync(session, consumer)).LastSeq;
        Leases.Consumer = Leases.Session = TimeSpan.FromDays(10_000);
        var parked = await ParkAsync(session, consumer);

        await PassAsync(parked.Wait);

        var pulled = await InTimeAsync(parked.Answer, "the empty answer");
        Assert.Equal((PullOutcome.Ok, 0, seq), (pulled.Outcome, pulled.Results.Count, pulled.LastSeq));
    }

    [Fact]
    public async Task Parked_pull_gives_way_to_a_newer_one_at_any_node_and_nothing_is_lost()
    {
        var (session, consumer) = await OpenAsync();
        await PullAsync(session, consumer);
        foreach (var (firstAt, secondAt) in ((TestNode, TestNode)[])[(Hubs[0], Hubs[^1]), (Hubs[^1], Hubs[0]), (Hubs[0], Hubs[0])])
        {
            var first = await ParkAsync(session, consumer, firstAt);
            var second = await ParkAsync(session, consumer, secondAt);

            Assert.Empty((await InTimeAsync(first.Answer, "the first to give way")).Results);
            Assert.False(second.Answer.IsCompleted);
            await NoteAsync(session, Texts("a"));

            var pulled = await InTimeAsync(second.Answer, "the second answer");
            Assert.Equal(["a"], Show(pulled.Results));
            await Sessions.CommitAsync(session, consumer, pulled.LastSeq, Cancel);
        }
    }

    [Fact]
    public async Task Parked_pull_of_one_consumer_leaves_the_others_parked()
    {
        var (session, consumer) = await OpenAsync();
        await PullAsync(session, consumer);
        var joiner = (await Sessions.JoinAsync(session, Cancel))!;
        await PullAsync(session, joiner);
        var parked = await ParkAsync(session, joiner);
        var first = await ParkAsync(session, consumer);
        var second = await ParkAsync(session, consumer);
        await InTimeAsync(first.Answer, "the first to give way");

        Assert.False(parked.Answer.IsCompleted);
        await NoteAsync(session, Texts("a"));
        Assert.Equal(["a"], Show((await InTimeAsync(parked.Answer, "the other's answer")).Results));
        await InTimeAsync(second.Answer, "the second answer");
    }

    [Fact]
    public async Task Parked_pull_that_is_cancelled_throws_and_loses_nothing()
    {
        var (session, consumer) = await OpenAsync();
        await PullAsync(session, consumer);
        using var gone = new CancellationTokenSource();
        var parked = await ParkAsync(session, consumer, cancel: gone.Token);

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => InTimeAsync(parked.Answer, "the cancellation"));

        await NoteAsync(session, Texts("a"));
        Assert.Equal(["a"], Show((await PullAsync(session, consumer)).Results));
    }

    [Fact]
    public async Task Parked_pull_of_a_session_that_is_closed_says_so()
    {
        var (session, consumer) = await OpenAsync();
        await PullAsync(session, consumer);
        var joiner = (await Sessions.JoinAsync(session, Cancel))!;
        await PullAsync(session, joiner);
        var here = await ParkAsync(session, consumer, Hubs[0]);
        var there = await ParkAsync(session, joiner, Hubs[^1]);

        await Sessions.CloseAsync(session, Cancel);

        Assert.Equal(PullOutcome.NoSession, (await InTimeAsync(here.Answer, "the answer")).Outcome);
        Assert.Equal(PullOutcome.NoSession, (await InTimeAsync(there.Answer, "the answer")).Outcome);
    }
}
