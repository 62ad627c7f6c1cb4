using Arthas.Contracts.Cluster;
using Arthas.Contracts.Links;

namespace Arthas.Agent.Tests;

[Collection("demo")]
public sealed class LinkTests(DemoTarget demo)
{
    private static readonly JobKey Job = new("s", 1);

    [Fact]
    public async Task ServeAsync_hello_has_catalogue_and_targets()
    {
        await using var agent = await TestAgent.StartAsync();
        await using var hub = await HubEnd.WelcomeAsync(agent);

        Assert.Equal("test", hub.Hello.Agent.Name);
        Assert.Contains(hub.Hello.Agent.Catalogue, spec => spec.Name == "watch");
        Assert.Contains(hub.Hello.Agent.Targets, target => target.Pid == demo.ProcessId);
        Assert.Empty(hub.Hello.Running);
    }

    [Fact]
    public async Task ServeAsync_next_link_goes_on_from_the_batch_the_hub_names()
    {
        await using var agent = await TestAgent.StartAsync();
        LinkFrame.Batch lost;
        await using (var hub = await HubEnd.WelcomeAsync(agent))
        {
            hub.Acknowledges = false;
            await hub.RunAsync(Job, demo.Id, "echo", "a");
            lost = await hub.BatchAsync();
        }

        await using var next = await HubEnd.WelcomeAsync(agent, new KnownJob(Job, lost.Number - 1));

        Assert.Contains(next.Hello.Running, running => running.Job == Job);
        var again = await next.BatchAsync();
        Assert.Equal(lost.Number, again.Number);
        Assert.Equal(lost.Results.Select(result => result.Type), again.Results.Select(result => result.Type));
    }

    [Fact]
    public async Task ServeAsync_hub_that_never_welcomes_is_left()
    {
        var options = new AgentOptions { Name = "test", Apps = "none", LinkSilence = TimeSpan.FromMilliseconds(100) };
        await using var agent = new AgentHost(options, TimeProvider.System);
        var (theirs, ours) = LinkPair.Create();
        await using var link = ours;

        var left = await Assert.ThrowsAsync<TimeoutException>(() => agent.ServeAsync(theirs, TestContext.Current.CancellationToken));

        Assert.Equal("the hub gave no welcome within 0.3 s", left.Message);
    }

    [Fact]
    public async Task ServeAsync_job_the_hub_does_not_know_is_stopped()
    {
        await using var agent = await TestAgent.StartAsync();
        await using (var hub = await HubEnd.WelcomeAsync(agent))
        {
            hub.Acknowledges = false;
            await hub.ExecAsync(1, demo.Id, "echo", "a");
        }

        await using (var second = await HubEnd.WelcomeAsync(agent, new KnownJob(Job, null)))
        {
            await second.ExecAsync(2, demo.Id, "echo", "b");
        }

        await using var third = await HubEnd.WelcomeAsync(agent);
        Assert.DoesNotContain(third.Hello.Running, running => running.Job == Job);
    }

    [Fact]
    public async Task ServeAsync_run_delivered_twice_runs_once()
    {
        await using var agent = await TestAgent.StartAsync();
        await using var hub = await HubEnd.WelcomeAsync(agent);

        await hub.RunAsync(Job, demo.Id, "echo", "a");
        await hub.ToEndAsync();
        await hub.RunAsync(Job, demo.Id, "echo", "b");
        await hub.RunAsync(new JobKey("s", 2), demo.Id, "echo", "c");

        Assert.Equal("c", (await hub.ToEndAsync())[0].GetProperty("content").GetString());
    }

    [Fact]
    public async Task Interrupt_running_watch_ends_with_zero_and_no_message()
    {
        await using var agent = await TestAgent.StartAsync();
        await using var hub = await HubEnd.WelcomeAsync(agent);
        await hub.RunAsync(Job, demo.Id, "watch", "demo.MathGame", "primeFactors", "{params}", "-n", "100000");
        while ((await hub.BatchAsync()).Results.All(result => result.Type != "watch"))
        {
        }

        await hub.PostAsync(new InboxMessage.Interrupt(Job));

        var status = (await hub.ToEndAsync())[^1];
        Assert.Equal(0, status.GetProperty("statusCode").GetInt32());
        Assert.False(status.TryGetProperty("message", out _));
    }

    [Fact]
    public async Task Run_past_its_time_limit_is_ended_by_the_agent_itself()
    {
        await using var agent = await TestAgent.StartAsync();
        await using var hub = await HubEnd.WelcomeAsync(agent);

        await hub.PostAsync(new InboxMessage.Run(Job, demo.Id, ["watch", "demo.MathGame", "primeFactors"], TimeSpan.FromMilliseconds(100)));

        Assert.Equal("status", (await hub.ToEndAsync())[^1].GetProperty("type").GetString());
    }

    [Fact]
    public async Task Run_help_option_gives_help_and_minus_ten()
    {
        await using var agent = await TestAgent.StartAsync();
        await using var hub = await HubEnd.WelcomeAsync(agent);

        var results = await hub.ExecAsync(1, demo.Id, "jad", "--help");

        Assert.Equal("jad", results[0].GetProperty("detailCommand").GetProperty("name").GetString());
        Assert.Equal(-10, results[1].GetProperty("statusCode").GetInt32());
        Assert.False(results[1].TryGetProperty("message", out _));
    }

    [Fact]
    public async Task Run_missing_argument_says_which()
    {
        await using var agent = await TestAgent.StartAsync();
        await using var hub = await HubEnd.WelcomeAsync(agent);

        var status = Assert.Single(await hub.ExecAsync(1, demo.Id, "watch"));

        Assert.Equal(-10, status.GetProperty("statusCode").GetInt32());
        Assert.Equal("The argument 'class-pattern' is required", status.GetProperty("message").GetString());
    }
}
