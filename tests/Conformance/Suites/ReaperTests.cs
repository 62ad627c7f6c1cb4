using Arthas.Conformance.Engines;
using Arthas.Contracts.Cluster;
using Arthas.Hub.Sessions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Arthas.Conformance.Suites;

public abstract class ReaperTests<TEngine> : Suite<TEngine>
    where TEngine : Engine, new()
{
    private static readonly LinkId Link = new("node1", 1);

    [Fact]
    public async Task Job_past_its_deadline_ends_with_its_text_and_its_agent_is_told()
    {
        await RegisterAsync();
        var (session, consumer) = await OpenAsync();
        var job = await StartAsync(session, limit: TimeSpan.FromSeconds(9));
        await Sessions.AcceptJobAsync(job, Cancel);
        await PullAsync(session, consumer!);

        await Engine.PassAsync(TimeSpan.FromSeconds(9));
        await ReapAsync();

        Assert.Equal(["The job is exceeded time limit, force interrupt", "ALLOW_INPUT"], Show((await PullAsync(session, consumer!)).Results));
        Assert.Equal([new InboxMessage.Stop(job)], await InboxAsync());
        await StartAsync(session);
    }

    [Fact]
    public async Task Job_not_accepted_ends_and_frees_its_session()
    {
        await RegisterAsync();
        var (session, consumer) = await OpenAsync();
        await StartAsync(session);
        await PullAsync(session, consumer!);

        await Engine.PassAsync(Engine.Leases.Acceptance);
        await ReapAsync();

        Assert.Equal(["The agent did not accept the job in time.", "ALLOW_INPUT"], Show((await PullAsync(session, consumer!)).Results));
        await StartAsync(session);
    }

    [Fact]
    public async Task Job_of_a_lost_agent_ends_with_a_status_that_says_so()
    {
        await RegisterAsync();
        var (session, consumer) = await OpenAsync();
        var job = await StartAsync(session);
        await Sessions.AcceptJobAsync(job, Cancel);
        await PullAsync(session, consumer!);

        await Engine.PassAsync(Engine.Leases.Agent);
        await ReapAsync();

        Assert.Equal(["The agent agent was lost, its job was ended.", "ALLOW_INPUT"], Show((await PullAsync(session, consumer!)).Results));
        Assert.Equal(AppendOutcome.Ended, (await Sessions.AppendAsync(job, 1, Texts("a"), Cancel)).Outcome);
        Assert.Empty(await Fleet.AgentsAsync(Cancel));
    }

    [Fact]
    public async Task Job_unheard_gets_the_message_an_interrupt_and_its_end()
    {
        Engine.Log.SessionLogResults = 100;
        // However much time passes until the reaper waits for it.
        Engine.Leases.Agent = TimeSpan.FromDays(1);
        await RegisterAsync();
        var (session, consumer) = await OpenAsync();
        var job = await StartAsync(session);
        await AppendAsync(job, 1, Numbers(1, 99));
        await Engine.PassAsync(Engine.Leases.Unheard);

        await PassUntilAsync(ReapAsync().ContinueWith(_ => true, Cancel), Engine.Leases.Interrupt, "the reaping");

        var shown = Show((await PullAsync(session, consumer!)).Results);
        Assert.Equal(["all consumers are unhealthy, current job was interrupted.", $$"""{"jobId":{{job.JobId}},"statusCode":0,"type":"status"}""", "ALLOW_INPUT"], shown[^3..]);
        Assert.Equal([new InboxMessage.Interrupt(job), new InboxMessage.Stop(job)], await InboxAsync());
    }

    [Fact]
    public async Task Interrupt_answered_by_the_agent_adds_no_status()
    {
        await RegisterAsync();
        var (session, consumer) = await OpenAsync();
        var job = await StartAsync(session);
        await PullAsync(session, consumer!);

        var interrupt = Stopper().InterruptAsync((await Sessions.JobAsync(job, Cancel))!, Cancel);
        await Sessions.EndJobAsync(job, new JobEnd { Batch = 1, Results = Texts("a"), Status = Status(job) }, Cancel);
        await InTimeAsync(interrupt.ContinueWith(_ => true, Cancel), "the interrupt");

        Assert.Equal(["a", "status", "ALLOW_INPUT"], Show((await PullAsync(session, consumer!)).Results));
        Assert.Equal([new InboxMessage.Interrupt(job)], await InboxAsync());
    }

    [Fact]
    public async Task Session_expired_stops_its_background_jobs()
    {
        await RegisterAsync();
        var (session, _) = await OpenAsync();
        var job = new NewJob
        {
            Key = new JobKey(session, 4), Command = "watch &", Agent = "agent", Background = true, TimeLimit = TimeSpan.FromDays(1),
        };
        await Sessions.StartJobAsync(job, Cancel);
        await Sessions.AcceptJobAsync(job.Key, Cancel);
        await Engine.PassAsync(Engine.Leases.Session);
        await Fleet.RenewAsync("agent", Link, null, Cancel);

        await ReapAsync();

        Assert.Equal([new InboxMessage.Stop(job.Key)], await InboxAsync());
    }

    private JobStopper Stopper() => new(Sessions, Fleet, Options.Create(Engine.Leases));

    private Task ReapAsync()
    {
        var reaper = new Reaper(
            Sessions, Fleet, Stopper(), Options.Create(Engine.Leases), Engine.Time, NullLogger<Reaper>.Instance);
        return reaper.ReapAsync(Cancel);
    }

    private async Task<IEnumerable<InboxMessage>> InboxAsync() =>
        (await Fleet.ReadInboxAsync("agent", 0, TimeSpan.Zero, Cancel))!.Select(e => e.Message);

    private async Task RegisterAsync() => await Fleet.RegisterAsync(
        new AgentRecord { Name = "agent", Instance = "first", Version = "1", Host = "host" }, Link, Cancel);
}
