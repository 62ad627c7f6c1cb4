using Arthas.Conformance.Engines;
using Arthas.Contracts.Cluster;
using Arthas.Contracts.CommandLine;
using Arthas.Contracts.Pipes;

namespace Arthas.Conformance.Suites;

public abstract class InboxTests<TEngine> : Suite<TEngine>
    where TEngine : Engine, new()
{
    private static readonly LinkId Link = new("node1", 1);

    [Fact]
    public async Task Post_to_nobody_is_false() => Assert.False(await Fleet.PostAsync("none", Stop(1), Cancel));

    [Fact]
    public async Task Read_of_nobody_is_null() => Assert.Null(await Fleet.ReadInboxAsync("none", 0, TimeSpan.FromSeconds(9), Cancel));

    [Fact]
    public async Task Read_has_the_messages_in_order_with_rising_numbers()
    {
        await RegisterAsync();
        var run = new InboxMessage.Run(new JobKey("s", 1), "t", ["watch", "a b"], TimeSpan.FromSeconds(30), Role.Change);
        await Fleet.PostAsync("web01", run, Cancel);
        await Engine.Other.Fleet.PostAsync("web01", Stop(2), Cancel);

        var read = (await Fleet.ReadInboxAsync("web01", 0, TimeSpan.Zero, Cancel))!;

        var first = Assert.IsType<InboxMessage.Run>(read[0].Message);
        Assert.Equal((run.Job, run.TimeLimit, "a b", Role.Change), (first.Job, first.TimeLimit, first.Words[1], first.Role));
        Assert.Equal(Stop(2), read[1].Message);
        Assert.True(read[1].Number > read[0].Number);
    }

    [Fact]
    public async Task Read_has_the_pipe_and_the_form_of_values()
    {
        await RegisterAsync();
        var pipe = new PipeLine { Filters = [["grep", "-n", "a b"], ["wc", "-l"]], Output = "", Append = true };
        var run = new InboxMessage.Run(new JobKey("s", 1), "t", ["watch"], TimeSpan.FromSeconds(30)) { Values = ValueForm.Text, Pipe = pipe };
        await Fleet.PostAsync("web01", run, Cancel);

        var read = Assert.IsType<InboxMessage.Run>(Assert.Single((await Fleet.ReadInboxAsync("web01", 0, TimeSpan.Zero, Cancel))!).Message);

        Assert.Equal((ValueForm.Text, "", true), (read.Values, read.Pipe!.Output, read.Pipe.Append));
        Assert.Equal(pipe.Filters, read.Pipe.Filters);
    }

    [Fact]
    public async Task Read_without_acknowledgement_gives_the_same_again()
    {
        await RegisterAsync();
        await Fleet.PostAsync("web01", Stop(1), Cancel);

        Assert.Single((await Fleet.ReadInboxAsync("web01", 0, TimeSpan.Zero, Cancel))!);
        Assert.Single((await Fleet.ReadInboxAsync("web01", 0, TimeSpan.Zero, Cancel))!);
    }

    [Fact]
    public async Task Read_after_acknowledgement_has_the_rest()
    {
        await RegisterAsync();
        for (var i = 1; i <= 3; i++)
        {
            await Fleet.PostAsync("web01", Stop(i), Cancel);
        }

        var read = (await Fleet.ReadInboxAsync("web01", 0, TimeSpan.Zero, Cancel))!;

        await Fleet.AcknowledgeInboxAsync("web01", read[1].Number, Cancel);

        Assert.Equal(read[2], Assert.Single((await Fleet.ReadInboxAsync("web01", 0, TimeSpan.Zero, Cancel))!));
        Assert.Empty((await Fleet.ReadInboxAsync("web01", read[2].Number, TimeSpan.Zero, Cancel))!);
    }

    [Fact]
    public async Task Read_waits_for_the_next_message()
    {
        await RegisterAsync();
        var read = Fleet.ReadInboxAsync("web01", 0, TimeSpan.FromSeconds(9), Cancel).AsTask();

        await Engine.Other.Fleet.PostAsync("web01", Stop(1), Cancel);

        Assert.Equal(Stop(1), Assert.Single((await InTimeAsync(read, "the read"))!).Message);
    }

    [Fact]
    public async Task Read_is_empty_when_time_is_over()
    {
        await RegisterAsync();
        var read = Fleet.ReadInboxAsync("web01", 0, TimeSpan.FromSeconds(1), Cancel).AsTask();

        await Engine.PassAsync(TimeSpan.FromSeconds(1));

        Assert.Empty((await InTimeAsync(read, "the read"))!);
    }

    [Fact]
    public async Task Messages_outlive_the_link()
    {
        await RegisterAsync();
        await Fleet.PostAsync("web01", Stop(1), Cancel);
        await Fleet.AwayAsync("web01", Link, Cancel);
        await Fleet.PostAsync("web01", Stop(2), Cancel);

        await RegisterAsync();

        Assert.Equal(2, (await Fleet.ReadInboxAsync("web01", 0, TimeSpan.Zero, Cancel))!.Count);
    }

    [Fact]
    public async Task Post_to_an_inbox_that_nobody_empties_is_refused_in_the_end()
    {
        await RegisterAsync();
        var posted = 0;
        while (posted < 20_000 && await Fleet.PostAsync("web01", Stop(posted), Cancel))
        {
            posted++;
        }

        Assert.InRange(posted, 1_000, 19_999);
    }

    private static InboxMessage.Stop Stop(int job) => new(new JobKey("s", job));

    private async Task RegisterAsync() => await Fleet.RegisterAsync(
        new AgentRecord { Name = "web01", Instance = "first", Version = "1", Host = "web01" }, Link, Cancel);
}
