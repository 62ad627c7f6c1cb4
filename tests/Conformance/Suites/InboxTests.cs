using Arthas.Conformance.Clusters;
using Arthas.Contracts.Cluster;
using Arthas.Contracts.CommandLine;
using Arthas.Contracts.Pipes;
using Arthas.Silo.Fleet;
using Arthas.Silo.Sessions;

namespace Arthas.Conformance.Suites;

/// <summary>What an agent is to be told is kept until it has it.</summary>
public abstract class InboxTests(TestCluster cluster) : Suite(cluster)
{
    private readonly string _session = SessionId.New();

    [Fact]
    public async Task Post_to_nobody_is_false() => Assert.False(await new FleetAgent("none", () => Node).PostAsync(Stop(1)));

    [Fact]
    public async Task Renewal_of_nobody_is_not_its_own() => Assert.False((await new FleetAgent("none", () => Node).RenewAsync()).IsMine);

    [Fact]
    public async Task Letters_come_in_order_with_rising_numbers()
    {
        var agent = await AgentAsync();
        var run = Run(1, new RunOrder { Words = ["watch", "a b"], Role = Role.Change, TargetStart = 9_007_199_254_740_993 });
        Assert.True(await agent.PostAsync(run));
        Assert.True(await agent.PostAsync(Stop(2)));

        var letters = (await agent.RenewAsync()).Letters;

        var first = letters[0].Message;
        Assert.Equal((run.Job, run.TimeLimit, "a b", Role.Change), (first.Job, first.TimeLimit, first.Run!.Words[1], first.Run.Role));
        Assert.Equal((AgentMessageKind.Stop, 9_007_199_254_740_993), (letters[1].Message.Kind, first.Run.TargetStart));
        Assert.True(letters[1].Number > letters[0].Number);
    }

    [Fact]
    public async Task Letters_have_the_pipe_and_the_form_of_values()
    {
        var agent = await AgentAsync();
        var pipe = new PipeLine { Filters = [["grep", "-n", "a b"], ["wc", "-l"]], Output = "", Append = true };
        await agent.PostAsync(Run(1, new RunOrder { Words = ["watch"], Values = ValueForm.Text, Pipe = pipe }));

        var run = Assert.Single(await agent.LettersAsync()).Run!;

        Assert.Equal((ValueForm.Text, "", true), (run.Values, run.Pipe!.Output, run.Pipe.Append));
        Assert.Equal(pipe.Filters, run.Pipe.Filters);
    }

    [Fact]
    public async Task Letters_without_acknowledgement_come_again_and_after_it_only_the_rest()
    {
        var agent = await AgentAsync();
        for (var i = 1; i <= 3; i++)
        {
            await agent.PostAsync(Stop(i));
        }

        var letters = (await agent.RenewAsync()).Letters;
        Assert.Equal(letters, (await agent.RenewAsync()).Letters);
        Assert.Equal([letters[2]], (await agent.RenewAsync(received: letters[1].Number)).Letters);
        await agent.RenewAsync(acknowledged: letters[1].Number);

        Assert.Equal([letters[2]], (await agent.RenewAsync()).Letters);
        Assert.Empty((await agent.RenewAsync(received: letters[2].Number)).Letters);
    }

    [Fact]
    public async Task Job_to_run_that_is_posted_again_is_one_letter()
    {
        var agent = await AgentAsync();
        var run = Run(1, new RunOrder { Words = ["watch"] });

        await agent.PostAsync(run);
        await agent.PostAsync(run);

        Assert.Single(await agent.LettersAsync());
    }

    [Fact]
    public async Task Job_that_was_never_told_to_run_is_not_told_to_stop()
    {
        var agent = await AgentAsync();
        await agent.AwayAsync();
        var session = (await OpenAsync()).SessionId;
        await EndAsync(await StartAsync(session));
        var wanted = await StartAsync(session);

        agent.OnAnotherLink();
        // Of a link that had the letters all that were there count as told: this one had none.
        var registered = await agent.RegisterAsync();

        var told = registered.Letters.Select(letter => (letter.Message.Kind, letter.Message.Job)).ToArray();
        Assert.Equal((AgentMessageKind.Run, wanted), told[^1]);
        Assert.DoesNotContain(told[..^1], letter => letter.Kind == AgentMessageKind.Run);
    }

    [Fact]
    public async Task Letters_outlive_the_link()
    {
        var agent = await AgentAsync();
        await agent.PostAsync(Stop(1));
        await agent.AwayAsync();
        await agent.PostAsync(Stop(2));

        agent.OnAnotherLink();
        var registered = await agent.RegisterAsync();

        Assert.Equal([1, 2], registered.Letters.Select(letter => letter.Message.Job.JobId));
        Assert.Equal(registered.Letters[^1].Number, registered.Through);
    }

    [Fact]
    public async Task Post_to_an_inbox_that_nobody_empties_is_refused_in_the_end()
    {
        var agent = await AgentAsync();
        var posted = 0;
        while (posted < 20_000 && await agent.PostAsync([.. Enumerable.Range(posted, 1_000).Select(Stop)]))
        {
            posted += 1_000;
        }

        Assert.InRange(posted, 1_000, 19_999);
    }

    private AgentMessage Stop(int job) => AgentMessage.ToStop(new JobKey(_session, job));

    private AgentMessage Run(int job, RunOrder order) => AgentMessage.ToRun(new JobKey(_session, job), Job() with { Run = order });
}
