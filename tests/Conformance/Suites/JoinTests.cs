using Arthas.Conformance.Engines;
using Arthas.Contracts.Cluster;

namespace Arthas.Conformance.Suites;

public abstract class JoinTests<TEngine> : Suite<TEngine>
    where TEngine : Engine, new()
{
    [Fact]
    public async Task Join_unknown_session_is_null() => Assert.Null(await Sessions.JoinAsync("none", Cancel));

    [Fact]
    public async Task Join_fresh_session_gets_disabled_greeting_and_input_status()
    {
        var (session, _) = await OpenAsync();

        var joiner = await Sessions.JoinAsync(session, Cancel);
        var pulled = await PullAsync(session, joiner!);

        Assert.Matches("^[0-9a-f]{32}_2$", joiner);
        Assert.Equal(["DISABLED", "message", "welcome", "ALLOW_INPUT"], Show(pulled.Results));
    }

    [Fact]
    public async Task Join_long_log_gets_the_last_50_without_input_status()
    {
        var (session, _) = await OpenAsync();
        await EndAsync(await StartAsync(session), Numbers(1, 60));

        var joiner = await Sessions.JoinAsync(session, Cancel);
        var pulled = await PullAsync(session, joiner!);

        string[] expected = ["DISABLED", .. Enumerable.Range(12, 49).Select(n => $"{n}"), "status", "ALLOW_INPUT"];
        Assert.Equal(expected, Show(pulled.Results));
    }

    [Fact]
    public async Task Join_while_a_job_runs_ends_with_allow_interrupt_and_goes_on_with_the_log()
    {
        var (session, _) = await OpenAsync();
        var job = await StartAsync(session);
        var joiner = await Sessions.JoinAsync(session, Cancel);
        await AppendAsync(job, 1, Texts("a"));

        var pulled = await PullAsync(session, joiner!);

        Assert.Equal(["DISABLED", "message", "welcome", "command", "ALLOW_INTERRUPT", "a"], Show(pulled.Results));
        Assert.Empty((await PullAsync(session, joiner!)).Results);
    }

    [Fact]
    public async Task Preamble_asked_for_again_is_the_one_of_the_join()
    {
        var (session, _) = await OpenAsync();
        var joiner = (await Sessions.JoinAsync(session, Cancel))!;
        await PullAsync(session, joiner);
        await Sessions.NoteAsync(session, Texts("later"), Cancel);
        await PullAsync(session, joiner);

        var again = await PullAsync(session, joiner, afterSeq: 0);

        Assert.Equal(["DISABLED", "message", "welcome", "ALLOW_INPUT", "later"], Show(again.Results));
    }

    [Fact]
    public async Task Join_with_a_seq_of_another_consumer_goes_on_from_there_without_preamble()
    {
        var (session, consumer) = await OpenAsync();
        var seq = (await PullAsync(session, consumer!)).LastSeq;
        await Sessions.NoteAsync(session, Texts("a", "b"), Cancel);
        var joiner = (await Sessions.JoinAsync(session, Cancel))!;

        var pulled = await PullAsync(session, joiner, afterSeq: seq);

        Assert.Equal(["a", "b"], Show(pulled.Results));
    }

    [Fact]
    public async Task Preamble_trimmed_before_it_was_pulled_announces_what_is_gone()
    {
        Engine.Log.SessionLogResults = 100;
        var (session, _) = await OpenAsync();
        var joiner = (await Sessions.JoinAsync(session, Cancel))!;
        await Sessions.NoteAsync(session, Numbers(1, 99), Cancel);

        var pulled = await PullAsync(session, joiner);

        // The log keeps welcome's successor on: ALLOW_INPUT and 1 to 99; message and welcome are gone.
        Assert.Equal(2, pulled.Missed);
        Assert.Equal(["DISABLED", "ALLOW_INPUT", "1"], Show(pulled.Results.Take(3)));
        Assert.Equal(101, pulled.Results.Count);
    }

    [Fact]
    public async Task Preamble_larger_than_a_pull_goes_on_in_the_next_ones()
    {
        Engine.Log.PullBytes = 100;
        var (session, _) = await OpenAsync();
        await EndAsync(await StartAsync(session), Numbers(1, 5));
        var joiner = (await Sessions.JoinAsync(session, Cancel))!;

        var first = await PullAsync(session, joiner);
        var rest = new List<Result>();
        while (await PullAsync(session, joiner) is { Results.Count: > 0 } more)
        {
            rest.AddRange(more.Results);
        }

        Assert.Equal(["DISABLED", "message", "welcome", "ALLOW_INPUT"], Show(first.Results));
        Assert.Equal(["command", "ALLOW_INTERRUPT", "1", "2", "3", "4", "5", "status", "ALLOW_INPUT"], Show(rest));
    }
}
