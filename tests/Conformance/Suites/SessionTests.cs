using Arthas.Conformance.Engines;
using Arthas.Contracts.Cluster;
using Arthas.Contracts.CommandLine;

namespace Arthas.Conformance.Suites;

public abstract class SessionTests<TEngine> : Suite<TEngine>
    where TEngine : Engine, new()
{
    [Theory]
    [InlineData(ValueForm.Json)]
    [InlineData(ValueForm.Text)]
    public async Task Open_keeps_the_form_of_values(ValueForm form)
    {
        var (session, _) = await Sessions.OpenAsync(new NewSession { Values = form }, Cancel);

        Assert.Equal(form, (await Sessions.TouchAsync(session, null, Cancel))!.Values);
    }

    [Fact]
    public async Task Open_session_is_a_random_uuid_with_its_first_consumer()
    {
        var (session, consumer) = await OpenAsync();

        Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", session);
        Assert.Matches("^[0-9a-f]{32}_1$", consumer);
    }

    [Fact]
    public async Task Open_log_begins_with_greeting_and_allow_input()
    {
        var (session, consumer) = await OpenAsync();

        var pulled = await PullAsync(session, consumer!);

        Assert.Equal(["message", "welcome", "ALLOW_INPUT"], Show(pulled.Results));
        Assert.Equal(3, pulled.LastSeq);
    }

    [Fact]
    public async Task Open_one_time_session_has_no_consumer_and_nobody_joins()
    {
        var (session, consumer) = await OpenAsync(oneTime: true);

        Assert.Null(consumer);
        Assert.Null(await Sessions.JoinAsync(session, Cancel));
    }

    [Fact]
    public async Task Touch_unknown_session_is_null() => Assert.Null(await Sessions.TouchAsync("none", null, Cancel));

    [Fact]
    public async Task Touch_blank_user_keeps_the_known_one()
    {
        var (session, _) = await OpenAsync();
        await Sessions.TouchAsync(session, "ann", Cancel);

        var state = await Sessions.TouchAsync(session, " ", Cancel);

        Assert.Equal("ann", state!.UserId);
    }

    [Fact]
    public async Task Touch_later_moves_the_last_access()
    {
        var (session, _) = await OpenAsync();
        await Engine.PassAsync(TimeSpan.FromMinutes(1));

        var state = await Sessions.TouchAsync(session, null, Cancel);

        Assert.Equal(TimeSpan.FromMinutes(1), state!.LastAccess - state.Created);
        Assert.Equal(("app_host-1", 9_007_199_254_740_993), (state.TargetId, state.TargetStart));
        Assert.Equal(1, state.Consumers);
    }

    [Fact]
    public async Task Close_second_time_is_null()
    {
        var (session, consumer) = await OpenAsync();

        Assert.Empty((await Sessions.CloseAsync(session, Cancel))!);
        Assert.Null(await Sessions.CloseAsync(session, Cancel));
        Assert.Null(await Sessions.TouchAsync(session, null, Cancel));
        Assert.Null(await Sessions.JoinAsync(session, Cancel));
        Assert.Equal(PullOutcome.NoSession, (await PullAsync(session, consumer!)).Outcome);
        Assert.False(await Sessions.NoteAsync(session, Texts("late"), Cancel));
    }

    [Fact]
    public async Task Close_running_job_answers_it_and_its_batches_are_unknown()
    {
        var (session, _) = await OpenAsync();
        var job = await StartAsync(session);

        var ran = await Sessions.CloseAsync(session, Cancel);

        Assert.Equal(job, Assert.Single(ran!).Key);
        Assert.Equal("agent", ran![0].Agent);
        Assert.Equal(AppendOutcome.Unknown, (await Sessions.AppendAsync(job, 1, Texts("a"), Cancel)).Outcome);
        Assert.True(await Sessions.WaitEndAsync(job, TimeSpan.Zero, Cancel));
    }

    [Fact]
    public async Task List_has_every_session_with_its_foreground_job()
    {
        var (first, _) = await OpenAsync();
        var (second, _) = await OpenAsync(oneTime: true);
        var job = await StartAsync(second, @private: true);

        var listed = await Sessions.ListAsync(Cancel);

        Assert.Null(Assert.Single(listed, s => s.Id == first).Foreground);
        Assert.Equal(job, Assert.Single(listed, s => s.Id == second).Foreground!.Key);
    }

    [Fact]
    public async Task History_keeps_the_last_500_lines_in_order()
    {
        for (var i = 0; i < 510; i++)
        {
            await Sessions.AddHistoryAsync($"line {i}", Cancel);
        }

        var lines = await Sessions.HistoryAsync(Cancel);

        Assert.Equal(500, lines.Count);
        Assert.Equal("line 10", lines[0]);
        Assert.Equal("line 509", lines[^1]);
        await Sessions.ClearHistoryAsync(Cancel);
        Assert.Empty(await Sessions.HistoryAsync(Cancel));
    }
}
