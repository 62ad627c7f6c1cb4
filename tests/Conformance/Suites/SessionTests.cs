using Arthas.Conformance.Clusters;
using Arthas.Contracts.Cluster;
using Arthas.Contracts.CommandLine;
using Arthas.Silo.Ledgers;
using Arthas.Silo.Sessions;

namespace Arthas.Conformance.Suites;

public abstract class SessionTests(TestCluster cluster) : Suite(cluster)
{
    [Theory]
    [InlineData(ValueForm.Json)]
    [InlineData(ValueForm.Text)]
    public async Task Open_keeps_the_form_of_values(ValueForm form)
    {
        var (session, _) = await Sessions.OpenAsync(new NewSession { Values = form }, Cancel);

        Assert.Equal(form, (await Sessions.TouchAsync(session, null, Cancel))!.Values);
        await Sessions.CloseAsync(session, Cancel);
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

        var pulled = await PullAsync(session, consumer);

        Assert.Equal(["message", "welcome", "ALLOW_INPUT"], Show(pulled.Results));
        Assert.Equal(3, pulled.LastSeq);
    }

    [Fact]
    public async Task Open_that_is_repeated_is_one_session()
    {
        var (id, node) = (SessionId.New(), Node);
        var first = await node.Session(id).OpenAsync(new NewSession(), node.Self);
        var again = await Node.Session(id).OpenAsync(new NewSession(), node.Self);

        Assert.Equal(first.FirstConsumer, again.FirstConsumer);
        Assert.Equal(1, await EndOfAsync(id));
        await Sessions.CloseAsync(id, Cancel);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("0a8b5d0e-0000-4000-8000-000000000000")]
    public async Task Unknown_session_is_not_there_for_anything(string session)
    {
        Assert.Null(await Sessions.TouchAsync(session, null, Cancel));
        Assert.Null(Sessions.Known(session));
        Assert.Null(await Sessions.JoinAsync(session, Cancel));
        Assert.False(await Sessions.CloseAsync(session, Cancel));
        Assert.Equal(PullOutcome.NoSession, (await PullAsync(session, "none")).Outcome);
        Assert.Empty(await Sessions.RunningAsync(session, Cancel));
        Assert.Null(await Sessions.JobAsync(new JobKey(session, 1), Cancel));
    }

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
        await PassAsync(20 * Minute);

        var state = await Sessions.TouchAsync(session, null, Cancel);

        Assert.InRange(state!.LastAccess - state.Created, 20 * Minute, 21 * Minute);
        Assert.Equal(("app_host-1", 9_007_199_254_740_993), (state.TargetId, state.TargetStart));
        Assert.Equal(1, state.Consumers);
    }

    [Fact]
    public async Task Close_second_time_is_false_and_nothing_is_left()
    {
        var (session, consumer) = await OpenAsync();

        Assert.True(await Sessions.CloseAsync(session, Cancel));
        Assert.False(await Sessions.CloseAsync(session, Cancel));
        Assert.Null(await Sessions.TouchAsync(session, null, Cancel));
        Assert.Null(await Sessions.JoinAsync(session, Cancel));
        Assert.Equal(PullOutcome.NoSession, (await PullAsync(session, consumer)).Outcome);
        Assert.False(await Sessions.NoteAsync(session, Texts("late"), Cancel));
    }

    [Fact]
    public async Task Close_tells_the_agent_of_a_running_job_whose_batches_are_unknown_then()
    {
        var (session, _) = await OpenAsync();
        var job = await RunAsync(session);
        await (await AgentAsync()).LettersAsync();

        Assert.True(await Sessions.CloseAsync(session, Cancel));

        Assert.Contains(await (await AgentAsync()).LettersAsync(), letter => (letter.Kind, letter.Job) == (Silo.Fleet.AgentMessageKind.Stop, job));
        Assert.Equal(AppendOutcome.Unknown, (await TryAppendAsync(job, 1, Texts("a"))).Outcome);
    }

    [Fact]
    public async Task List_has_the_sessions_of_a_target_until_they_are_closed()
    {
        var target = $"shop_{Guid.NewGuid():N}-1";
        var (first, _) = await Sessions.OpenAsync(new NewSession { TargetId = target }, Cancel);
        var (second, _) = await Sessions.OpenAsync(new NewSession { TargetId = target }, Cancel);
        var (another, _) = await OpenAsync();

        Assert.Equal(new[] { first, second }.Order(), (await Sessions.ListAsync(target, Cancel)).Select(session => session.Id).Order());
        Assert.Contains(await Sessions.ListAsync(null, Cancel), session => session.Id == another);
        await Sessions.CloseAsync(first, Cancel);
        Assert.Equal([second], (await Sessions.ListAsync(target, Cancel)).Select(session => session.Id));
        await Sessions.CloseAsync(second, Cancel);
    }

    [Fact]
    public async Task History_keeps_the_last_500_lines_in_order_and_each_once()
    {
        var node = Node;
        await History(node).ClearAsync();
        HistoryLine[] lines = [.. Enumerable.Range(0, 510).Select(n => new HistoryLine(Guid.NewGuid(), $"line {n}"))];
        foreach (var some in lines.Chunk(100))
        {
            await History(Node).AddAsync(some);
        }

        await History(Node).AddAsync(lines[^100..]);

        Assert.Equal(lines[10..].Select(line => line.Text), await History(Node).LinesAsync());
        await History(Node).ClearAsync();
        Assert.Empty(await History(Node).LinesAsync());
    }

    [Fact]
    public async Task History_has_the_line_of_a_job_and_of_what_is_said_at_once_on_two_nodes()
    {
        await History(Node).ClearAsync();
        var (session, _) = await OpenAsync();
        await StartAsync(session, Job(agent: null) with { HistoryLine = "of a job" });
        Hubs[0].History.Add(new HistoryLine(Guid.NewGuid(), "at the first node"));
        Hubs[^1].History.Add(new HistoryLine(Guid.NewGuid(), "at the last node"));

        var lines = await EventuallyAsync(() => History(Node).LinesAsync(), lines => lines.Length >= 3, "three lines");

        Assert.Equal(["at the first node", "at the last node", "of a job"], lines.Order());
    }

    private static IHistoryGrain History(TestNode node) => node.Grains.GetGrain<IHistoryGrain>(0);
}
