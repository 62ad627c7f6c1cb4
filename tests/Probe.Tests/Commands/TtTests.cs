using System.Reflection;
using System.Text.Json;
using Arthas.Contracts.CommandLine;
using Arthas.Probe.Commands.Tt;
using Arthas.Probe.Jobs;
using Arthas.Probe.Listening;
using Arthas.Probe.Values;

namespace Arthas.Probe.Tests.Commands;

/// <summary>Records in this process: what is kept of a call, and what is done with it afterwards.</summary>
[Collection("own evaluations")]
public sealed class TtTests : IDisposable
{
    private readonly List<FakeJob> _jobs = [];

    public TtTests() => KeptForAgent.Drop();

    public void Dispose()
    {
        KeptForAgent.Drop();
        _jobs.ForEach(job => job.Dispose());
    }

    private sealed class Shop
    {
        public int Sold { get; set; }

        public int Sell(int[] prices, Shop? other, string name)
        {
            Sold += prices.Sum();
            prices[0] = 0;
            return name.Length + (other?.Sold ?? 0);
        }

        public static int Twice(ref int number) => number *= 2;

        public async Task<int> LaterAsync(int number)
        {
            await Task.Yield();
            return number > 0 ? Sold + number : throw new ArgumentException("too small");
        }

        public int Chars(ReadOnlySpan<char> text) => text.Length + Sold;

        public T Echo<T>(T value) => Sold >= 0 ? value : throw new InvalidOperationException();
    }

    private sealed class Box<T>
    {
        public List<T> Items { get; } = [];

        public int Add(T item)
        {
            Items.Add(item);
            return Items.Count;
        }
    }

    [Fact]
    public async Task Record_has_every_key_and_the_first_says_so()
    {
        var results = await RecordAsync(new Shop(), nameof(Shop.Sell), [new[] { 1 }, null, "ab"], 2, times: 2);

        Assert.Equal([true, false], results.Select(result => result.GetProperty("first").GetBoolean()));
        Assert.Equal([1000, 1001], results.Select(result => result.GetProperty("timeFragmentList")[0].GetProperty("index").GetInt32()));
        var fragment = results[0].GetProperty("timeFragmentList")[0];
        Assert.Equal(
            ["index", "timestamp", "cost", "return", "throw", "object", "className", "methodName", "params", "returnObj", "throwExp"],
            fragment.EnumerateObject().Select(property => property.Name));
        Assert.Equal("""[{"expand":1,"object":[1]},{"expand":1,"object":null},{"expand":1,"object":"ab"}]""", fragment.GetProperty("params").GetRawText());
        Assert.Matches("^0x[0-9a-f]+$", fragment.GetProperty("object").GetString());
        Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{3})?$", fragment.GetProperty("timestamp").GetString());
    }

    [Fact]
    public async Task Arrays_are_as_they_were_and_other_objects_as_they_are()
    {
        var (shop, other, prices) = (new Shop(), new Shop { Sold = 1 }, new[] { 5, 6 });
        var listener = await ListenerAsync();
        var state = listener.Enter(Method(nameof(Shop.Sell)), shop, [prices, other, "ab"]);
        var result = shop.Sell(prices, other, "ab");
        listener.Return(Method(nameof(Shop.Sell)), state, shop, [prices, other, "ab"], result, 1);
        await FlushAsync();
        other.Sold = 77;

        var shown = Only("tt", ("index", "1000")).GetProperty("timeFragment").GetProperty("params");

        Assert.Equal("[5,6]", shown[0].GetProperty("object").GetRawText());
        Assert.Equal(77, shown[1].GetProperty("object").GetProperty("Sold").GetInt32());
        Assert.Equal(3, Only("tt", ("index", "1000")).GetProperty("timeFragment").GetProperty("returnObj").GetInt32());
    }

    [Fact]
    public async Task Argument_by_reference_is_that_of_the_entry()
    {
        var listener = await ListenerAsync();
        object?[] arguments = [21];
        var state = listener.Enter(Method(nameof(Shop.Twice)), null, arguments);
        arguments[0] = 42;
        listener.Return(Method(nameof(Shop.Twice)), state, null, arguments, 42, 1);
        await FlushAsync();

        Assert.Equal(21, Only("tt", ("index", "1000"), ("watch-express", "params[0]")).GetProperty("watchValue").GetInt32());
        Assert.Equal(42, Replayed("1000").GetProperty("returnObj").GetInt32());
        Assert.Equal(42, Replayed("1000").GetProperty("returnObj").GetInt32());
    }

    [Fact]
    public async Task List_tells_what_records_hold()
    {
        await RecordAsync(new Shop(), nameof(Shop.Sell), [new int[1000], new Shop(), "ab"], 2);

        var list = Only("tt", ("list", "true"));

        Assert.InRange(list.GetProperty("heldBytes").GetInt64(), 4000, 8000);
        Assert.Equal(2, list.GetProperty("heldObjects").GetInt32());
        Assert.Equal(1000, list.GetProperty("timeFragmentList")[0].GetProperty("index").GetInt32());
    }

    [Fact]
    public async Task Search_finds_and_asks()
    {
        foreach (var number in (int[])[1, 2, 3])
        {
            await RecordAsync(new Shop(), nameof(Shop.LaterAsync), [number], Task.FromResult(number));
        }

        var found = Only("tt", ("search-express", "params[0] > 1"));
        var asked = Only("tt", ("search-express", "params[0] > 1"), ("watch-express", "{params[0], returnObj, #cost < 1000}"));

        Assert.Equal([1001, 1002], found.GetProperty("timeFragmentList").EnumerateArray().Select(one => one.GetProperty("index").GetInt32()));
        Assert.Equal("""{"1001":[2,2,true],"1002":[3,3,true]}""", asked.GetProperty("watchResults").GetRawText());
    }

    [Fact]
    public async Task Replay_calls_again_on_a_copy_and_leaves_the_record_as_it_is()
    {
        var shop = new Shop();
        await RecordAsync(shop, nameof(Shop.Sell), [new[] { 5, 6 }, null, "abc"], 3);

        var (results, status, _) = CommandRun.Of("tt", ("index", "1000"), ("play", "true"), ("replay-times", "3"), ("replay-interval", "0"));

        Assert.Equal(0, status);
        var replays = results.Where(result => result.GetProperty("type").GetString() == "tt").ToList();
        Assert.Equal([1, 2, 3], replays.Select(result => result.GetProperty("replayNo").GetInt32()));
        Assert.All(replays, result => Assert.Equal(10 * 1024 * 1024, result.GetProperty("sizeLimit").GetInt32()));
        Assert.All(replays, result => Assert.Equal(3, result.GetProperty("replayResult").GetProperty("returnObj").GetInt32()));
        Assert.All(replays, result => Assert.False(result.GetProperty("replayResult").TryGetProperty("throwExp", out _)));
        Assert.Equal(33, shop.Sold);
        Assert.Equal("[5,6]", Only("tt", ("index", "1000"), ("watch-express", "params[0]")).GetProperty("watchValue").GetRawText());
    }

    [Fact]
    public async Task Replay_of_an_async_method_has_what_its_task_ends_with()
    {
        await RecordAsync(new Shop { Sold = 10 }, nameof(Shop.LaterAsync), [5], Task.FromResult(15));
        await RecordAsync(new Shop(), nameof(Shop.LaterAsync), [-1], Task.FromResult(0));

        Assert.Equal(15, Replayed("1000").GetProperty("returnObj").GetInt32());
        var thrown = Replayed("1001");
        Assert.Equal("too small", thrown.GetProperty("throwExp").GetProperty("message").GetString());
        Assert.True(thrown.GetProperty("throw").GetBoolean());
        Assert.False(thrown.TryGetProperty("returnObj", out _));
    }

    [Fact]
    public async Task Replay_in_a_generic_type_is_of_the_object_s()
    {
        var box = new Box<string>();
        await RecordAsync(box, typeof(Box<>).GetMethod("Add")!, ["x"], 1);

        Assert.Equal(1, Replayed("1000").GetProperty("returnObj").GetInt32());
        Assert.Equal(["x"], box.Items);
    }

    [Theory]
    [InlineData(nameof(Shop.Chars), "tt replay failed: an argument was not kept: ")]
    [InlineData(nameof(Shop.Echo), "tt replay failed: the type arguments of a generic method are not recorded")]
    public async Task Replay_that_cannot_be_made_says_why(string method, string message)
    {
        await RecordAsync(new Shop(), method, [null], 0);

        var (results, status, told) = CommandRun.Of("tt", ("index", "1000"), ("play", "true"));

        Assert.Empty(results);
        Assert.Equal(-1, status);
        Assert.StartsWith(message, told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_needs_the_role_change()
    {
        var shop = new Shop();
        await RecordAsync(shop, nameof(Shop.Sell), [new[] { 5 }, null, "abc"], 3);
        using var job = new FakeJob("tt", ("index", "1000"), ("play", "true")) { As = Role.Observe };

        ProbeCommands.Find("tt")!.Start(job);

        Assert.Equal(-1, job.EndedWith!.Value.Status);
        Assert.Contains("needs the role change", job.EndedWith.Value.Message, StringComparison.Ordinal);
        Assert.Equal(0, shop.Sold);
    }

    [Fact]
    public async Task Records_beyond_the_number_push_the_oldest_out()
    {
        for (var i = 0; i < 103; i++)
        {
            TimeFragments.Shared.Add(new TimeFragment(Method(nameof(Shop.Sell)), null, [], null, null, 0), count: 100, TimeSpan.FromMinutes(5));
        }

        Assert.Equal((100, 1003), (TimeFragments.Shared.All.Count, TimeFragments.Shared.All[0].Index));
        await RecordAsync(new Shop(), nameof(Shop.Sell), [new[] { 1 }, null, ""], 0, limit: 200);
        Assert.Equal(101, TimeFragments.Shared.All.Count);
    }

    [Fact]
    public void Records_beyond_their_bytes_push_the_oldest_out()
    {
        for (var i = 0; i < 70; i++)
        {
            TimeFragments.Shared.Add(new TimeFragment(Method(nameof(Shop.Sell)), null, [new byte[(1 << 20) - 100]], null, null, 0), count: 100, TimeSpan.FromMinutes(5));
        }

        Assert.InRange(TimeFragments.Shared.All.Sum(fragment => fragment.Bytes), 60 << 20, 64 << 20);
    }

    [Fact]
    public async Task Record_goes_when_its_time_is_over()
    {
        TimeFragments.Shared.Add(new TimeFragment(Method(nameof(Shop.Sell)), null, [], null, null, 0), count: 100, TimeSpan.FromMilliseconds(1));
        TimeFragments.Shared.Add(new TimeFragment(Method(nameof(Shop.Sell)), null, [], null, null, 0), count: 100, TimeSpan.FromMinutes(5));

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (TimeFragments.Shared.Find(1000) is not null)
        {
            await Task.Delay(5, limit.Token);
        }

        Assert.NotNull(TimeFragments.Shared.Find(1001));
    }

    [Fact]
    public async Task Records_go_with_the_agent_and_numbers_begin_anew()
    {
        await RecordAsync(new Shop(), nameof(Shop.Sell), [new[] { 1 }, null, ""], 0);

        KeptForAgent.Drop();

        Assert.Empty(TimeFragments.Shared.All);
        await RecordAsync(new Shop(), nameof(Shop.Sell), [new[] { 1 }, null, ""], 0);
        Assert.Equal(1000, TimeFragments.Shared.All.Single().Index);
    }

    [Fact]
    public async Task Deleting_says_so_and_counts()
    {
        await RecordAsync(new Shop(), nameof(Shop.Sell), [new[] { 1 }, null, ""], 0, times: 3);

        Assert.Equal(("Time fragment[1001] successfully deleted.", 1), Deleted(("index", "1001"), ("delete", "true")));
        Assert.Equal(("Time fragment[1001] successfully deleted.", 0), Deleted(("index", "1001"), ("delete", "true")));
        Assert.Equal(("Time fragments are cleaned.", 2), Deleted(("delete-all", "true")));
    }

    [Theory]
    [InlineData("Argument(s) is/are expected, type 'help tt' to read usage")]
    [InlineData("Time fragment index is expected, please type -i to specify", "play", "true")]
    [InlineData("Time fragment index is expected, please type -i to specify", "delete", "true")]
    [InlineData("Time fragment index is expected, please type -i to specify", "watch-express", "1")]
    [InlineData("Class-pattern is expected, please type the wildcard expression to match", "time-tunnel", "true")]
    [InlineData("Method-pattern is expected, please type the wildcard expression to match", "time-tunnel", "true", "class-pattern", "a")]
    [InlineData("sizeLimit must be greater than 0.", "list", "true", "sizeLimit", "0")]
    [InlineData("replay-times must be greater than 0.", "play", "true", "index", "1000", "replay-times", "0")]
    [InlineData("keep is no time of up to 7 days, such as 90, 10m or 1h: '1w'", "list", "true", "keep", "1w")]
    public void Wrong_arguments_are_told(string message, params string[] values)
    {
        var (results, status, told) = CommandRun.Of("tt", [.. values.Chunk(2).Select(pair => (pair[0], pair[1]))]);

        Assert.Empty(results);
        Assert.Equal((1, $"Error during processing the command: java.lang.IllegalArgumentException, message:{message}"), (status, told));
    }

    [Fact]
    public void Index_that_is_not_there_is_told()
    {
        foreach (var what in (string[])["play", "expand"])
        {
            var (_, status, message) = CommandRun.Of("tt", ("index", "1000"), (what, what == "play" ? "true" : "1"));
            Assert.Equal((1, "Time fragment[1000] does not exist."), (status, message));
        }
    }

    private static (string? Message, int Rows) Deleted(params (string, string)[] values)
    {
        var results = CommandRun.Of("tt", values).Results;
        return (results[0].GetProperty("message").GetString(), results[1].GetProperty("rowCount").GetInt32());
    }

    private static JsonElement Only(string name, params (string, string)[] values)
    {
        var (results, status, message) = CommandRun.Of(name, values);
        Assert.Equal((0, null), (status, message));
        return results.Single(result => result.GetProperty("type").GetString() == "tt");
    }

    private static JsonElement Replayed(string index) => Only("tt", ("index", index), ("play", "true")).GetProperty("replayResult");

    private static MethodInfo Method(string name) => typeof(Shop).GetMethod(name)!;

    private Task<List<JsonElement>> RecordAsync(object? target, string method, object?[] arguments, object? result, int times = 1, int limit = 100) =>
        RecordAsync(target, Method(method), arguments, result, times, limit);

    private async Task<List<JsonElement>> RecordAsync(object? target, MethodInfo method, object?[] arguments, object? result, int times = 1, int limit = 100)
    {
        var listener = await ListenerAsync(limit);
        for (var i = 0; i < times; i++)
        {
            listener.Return(method, listener.Enter(method, target, [.. arguments]), target, arguments, result, 1);
        }

        await FlushAsync();
        return _jobs[^1].Results();
    }

    private Task<TtListener> ListenerAsync(int limit = 100)
    {
        var job = new FakeJob("tt", ("limits", $"{limit}"));
        _jobs.Add(job);
        var listening = new ListeningJob(job, 0, ProbeOutbox.Shared);
        listening.Open();
        var recording = new Recording(job, ValueLimits.Default);
        return Task.FromResult(new TtListener(recording, CallExpressions.Compile(job)!, listening));
    }

    private async Task FlushAsync()
    {
        // What was posted before is delivered before.
        var mark = new FakeJob("mark");
        _jobs.Insert(0, mark);
        ProbeOutbox.Shared.TryPost(mark, new MessageParcel("done"), always: true);
        await mark.NextAsync();
    }
}
