using System.Text.Json;

namespace Arthas.Agent.Tests;

[Collection("demo")]
public sealed class ThreadTests(DemoTarget demo)
{
    [Fact]
    public async Task Run_list_has_main_thread_and_counts_of_states()
    {
        var results = await ExecAsync("thread");

        Assert.Equal(["thread", "status"], results.Select(result => result.GetProperty("type").GetString()));
        var counts = results[0].GetProperty("threadStateCount").EnumerateObject().Select(one => one.Name);
        Assert.Equal(["NEW", "RUNNABLE", "BLOCKED", "WAITING", "TIMED_WAITING", "TERMINATED"], counts);
        var main = results[0].GetProperty("threadStats").EnumerateArray().Single(row => row.GetProperty("id").GetInt32() == 1);
        Assert.Equal("main", main.GetProperty("name").GetString());
        Assert.False(main.GetProperty("daemon").GetBoolean());
        Assert.False(results[0].GetProperty("all").GetBoolean());
    }

    [Fact]
    public async Task Run_id_has_stack_with_lines()
    {
        var results = await ExecAsync("thread", "1");

        var stack = results[0].GetProperty("threadInfo").GetProperty("stackTrace").EnumerateArray().ToList();
        var entry = stack.Single(frame => frame.GetProperty("methodName").GetString() == "<Main>$");
        Assert.Equal("Program", entry.GetProperty("className").GetString());
        Assert.Equal("Program.cs", entry.GetProperty("fileName").GetString());
        Assert.InRange(entry.GetProperty("lineNumber").GetInt32(), 1, 1000);
    }

    [Fact]
    public async Task Run_unknown_id_ends_with_one()
    {
        var results = await ExecAsync("thread", "999999");

        Assert.Equal("thread do not exist! id: 999999", Assert.Single(results).GetProperty("message").GetString());
    }

    [Fact]
    public async Task Run_n_gives_so_many_busiest_threads()
    {
        var results = await ExecAsync("thread", "-n", "2", "-i", "50");

        var busy = results[0].GetProperty("busyThreads").EnumerateArray().ToList();
        Assert.Equal(2, busy.Count);
        Assert.True(busy[0].GetProperty("cpu").GetDouble() >= busy[1].GetProperty("cpu").GetDouble());
    }

    [Fact]
    public async Task Run_unknown_state_names_the_choices()
    {
        var results = await ExecAsync("thread", "--state", "RUNNING");

        Assert.StartsWith("Illegal argument, state should be one of [", Assert.Single(results).GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_b_without_contention_ends_with_one()
    {
        var results = await ExecAsync("thread", "-b");

        Assert.Equal("No most blocking thread found!", Assert.Single(results).GetProperty("message").GetString());
    }

    private async Task<IReadOnlyList<JsonElement>> ExecAsync(params string[] words)
    {
        await using var agent = await TestAgent.StartAsync();
        await using var hub = await HubEnd.WelcomeAsync(agent);
        return await hub.ExecAsync(1, demo.Id, words);
    }
}
