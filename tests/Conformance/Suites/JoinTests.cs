using Arthas.Conformance.Clusters;
using Arthas.Contracts.Cluster;

namespace Arthas.Conformance.Suites;

public abstract class JoinTests(TestCluster cluster) : Suite(cluster)
{
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
        await NoteAsync(session, Texts("later"));
        await PullAsync(session, joiner);

        for (var i = 0; i < Hubs.Count; i++)
        {
            var again = await PullAsync(session, joiner, afterSeq: 0);
            Assert.Equal(["DISABLED", "message", "welcome", "ALLOW_INPUT", "later"], Show(again.Results));
        }
    }

    [Fact]
    public async Task Join_with_a_seq_of_another_consumer_goes_on_from_there_without_preamble()
    {
        var (session, consumer) = await OpenAsync();
        var seq = (await PullAsync(session, consumer)).LastSeq;
        await NoteAsync(session, Texts("a", "b"));
        var joiner = (await Sessions.JoinAsync(session, Cancel))!;

        var pulled = await PullAsync(session, joiner, afterSeq: seq);

        Assert.Equal(["a", "b"], Show(pulled.Results));
    }

    [Fact]
    public async Task Preamble_trimmed_before_it_was_pulled_announces_what_is_gone()
    {
        Logs.SessionLogResults = 100;
        // Of which nodes keep twice as many: they have to ask for more.
        Logs.PullResults = 20;
        var (session, _) = await OpenAsync();
        var joiner = (await Sessions.JoinAsync(session, Cancel))!;
        await NoteAsync(session, Numbers(1, 99));

        var pulled = await PullAsync(session, joiner);
        var rest = new List<Result>();
        while (await PullAsync(session, joiner) is { Results.Count: > 0 } more)
        {
            Assert.Equal(0, more.Missed);
            rest.AddRange(more.Results);
        }

        // The log keeps welcome's successor on: ALLOW_INPUT and 1 to 99; message and welcome are gone.
        Assert.Equal(2, pulled.Missed);
        Assert.Equal(["DISABLED", "ALLOW_INPUT", .. Enumerable.Range(1, 99).Select(n => $"{n}")], Show(pulled.Results.Concat(rest)));
    }

    [Fact]
    public async Task Preamble_larger_than_a_pull_goes_on_in_the_next_ones()
    {
        Logs.PullBytes = 100;
        var (session, _) = await OpenAsync();
        await EndAsync(await StartAsync(session), Numbers(1, 5));
        var joiner = (await Sessions.JoinAsync(session, Cancel))!;

        var first = await PullAsync(session, joiner);
        var rest = new List<Result>();
        while (await PullAsync(session, joiner) is { Results.Count: > 0 } more)
        {
            Assert.Equal(0, more.Missed);
            rest.AddRange(more.Results);
        }

        Assert.Equal(["DISABLED", "message", "welcome", "ALLOW_INPUT"], Show(first.Results));
        // As the log goes on: with the input status between welcome and command, unless the first part got over it.
        string[] log = ["ALLOW_INPUT", "command", "ALLOW_INTERRUPT", "1", "2", "3", "4", "5", "status", "ALLOW_INPUT"];
        Assert.InRange(first.LastSeq, 2, 3);
        Assert.Equal(log[(int)(first.LastSeq - 2)..], Show(rest));
    }
}
