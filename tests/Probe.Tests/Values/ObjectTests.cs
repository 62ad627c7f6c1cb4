using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Arthas.Probe.Tests.Values;

public sealed class ObjectTests
{
    private const string Prefix = "Arthas.Probe.Tests.Values.ObjectTests+";

    private readonly struct Point(int x, int y)
    {
        public int X { get; } = x;

        public int Y { get; } = y;
    }

    private sealed record Order(string Id, decimal Total, Point At);

    private sealed class Node
    {
        public int Value = 9;
        public Node? Next;
    }

    private class Parent
    {
        private readonly int _count = 1;

        public int Sum => _count + 1;
    }

    private sealed class Child : Parent
    {
        private readonly int _count = 2;

        public int Twice => _count * 2;
    }

    private sealed class Hostile
    {
        public int Fine { get; } = 1;

        public int Throws => throw new InvalidOperationException("asked");

        public int Blocks
        {
            get
            {
                new ManualResetEvent(false).WaitOne();
                return 0;
            }
        }

        public override string ToString() => throw new InvalidOperationException("asked");

        public override int GetHashCode() => throw new InvalidOperationException("asked");

        public override bool Equals(object? obj) => throw new InvalidOperationException("asked");
    }

    private sealed class MyException(string message) : Exception("raw")
    {
        public override string Message => message + Environment.GetEnvironmentVariable("asked");
    }

    [Fact]
    public void Take_closed_object_is_its_type() => Assert.Equal($"{{\"@type\":\"{Prefix}Node\"}}", Json.Of(new Node(), expand: 0));

    [Fact]
    public void Take_opened_object_has_fields_by_property_name_and_nulls()
    {
        Assert.Equal($"{{\"@type\":\"{Prefix}Node\",\"Value\":9,\"Next\":null}}", Json.Of(new Node()));
        Assert.Equal($"{{\"@type\":\"{Prefix}Order\",\"Id\":\"a\",\"Total\":1.50,\"At\":{{\"@type\":\"{Prefix}Point\"}}}}", Json.Of(new Order("a", 1.50m, new(1, 2))));
    }

    [Fact]
    public void Take_expand_counts_objects_and_not_lists()
    {
        var json = Json.Parse(new object[] { new List<object> { new Order("a", 1, new(7, 8)) } }, 1)[0][0];
        Assert.Equal("a", json.GetProperty("Id").GetString());
        Assert.False(json.GetProperty("At").TryGetProperty("X", out _));
        Assert.Equal(7, Json.Parse(new Order("a", 1, new(7, 8)), 2).GetProperty("At").GetProperty("X").GetInt32());
    }

    [Fact]
    public void Take_private_fields_of_bases_with_one_name_are_both_written()
    {
        var json = Json.Parse(new Child());
        Assert.Equal(2, json.GetProperty("_count").GetInt32());
        Assert.Equal(1, json.GetProperty($"{Prefix}Parent._count").GetInt32());
    }

    [Fact]
    public void Take_cycle_is_closed_where_it_begins_again()
    {
        var node = new Node();
        node.Next = node;
        Assert.Equal($"{{\"@type\":\"{Prefix}Node\",\"Value\":9,\"Next\":{{\"@type\":\"{Prefix}Node\"}}}}", Json.Of(node, 4));
    }

    [Fact]
    public void Take_runs_no_code_of_the_application() =>
        Assert.Equal($"{{\"@type\":\"{Prefix}Hostile\",\"Fine\":1}}", Json.Of(new Hostile(), 4));

    [Fact]
    public void Take_anonymous_and_tuple_have_their_names()
    {
        Assert.Equal(3, Json.Parse(new { Total = 3 }).GetProperty("Total").GetInt32());
        Assert.Equal(3, Json.Parse((3, "x")).GetProperty("Item1").GetInt32());
    }

    [Fact]
    public void Take_delegate_names_its_method() =>
        Assert.Equal($"{Prefix[..^1]}.{nameof(Take_delegate_names_its_method)}", Json.Parse((Action)Take_delegate_names_its_method).GetProperty("method").GetString());

    [Fact]
    public void Take_wide_object_graph_is_bounded_by_time_and_items()
    {
        var chain = new Node();
        var all = Enumerable.Range(0, 1_000_000).Select(_ => new Node { Next = chain }).ToArray();
        var started = Stopwatch.GetTimestamp();
        Json.Of(all, 4, maxItems: int.MaxValue, budget: TimeSpan.FromMilliseconds(20));
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Take_exception_has_the_keys_of_the_api()
    {
        var json = Json.Parse(Thrown(() => throw new ArgumentException("number is: -1, need >= 2", new MyException("never"))), expand: 0);
        Assert.Equal("System.ArgumentException", json.GetProperty("@type").GetString());
        Assert.Equal("number is: -1, need >= 2", json.GetProperty("message").GetString());
        Assert.Equal("number is: -1, need >= 2", json.GetProperty("localizedMessage").GetString());
        Assert.Equal("raw", json.GetProperty("cause").GetProperty("message").GetString());
        var frame = json.GetProperty("stackTrace")[0];
        Assert.Equal(["className", "classLoaderName", "methodName", "nativeMethod", "lineNumber", "fileName"], frame.EnumerateObject().Select(p => p.Name));
        Assert.Equal("ObjectTests.cs", frame.GetProperty("fileName").GetString());
        Assert.Equal(Line(), frame.GetProperty("lineNumber").GetInt32() + 8);
    }

    [Fact]
    public void Take_exception_never_thrown_has_no_frames() => Assert.Contains("\"stackTrace\":[]", Json.Of(new ArgumentException("x")), StringComparison.Ordinal);

    [Fact]
    public async Task Take_task_shows_status_and_result_without_waiting()
    {
        Assert.Contains("\"status\":\"WaitingForActivation\"", Json.Of(new TaskCompletionSource<int>().Task), StringComparison.Ordinal);
        Assert.Equal(5, Json.Parse(Task.FromResult(5)).GetProperty("result").GetInt32());
        Assert.Equal(6, Json.Parse(new ValueTask<int>(6)).GetProperty("result").GetInt32());
        var faulted = Task.FromException(new ArgumentException("bad"));
        Assert.Equal("bad", Json.Parse(faulted).GetProperty("exception").GetProperty("message").GetString());
        await Assert.ThrowsAsync<ArgumentException>(() => faulted);
    }

    private static int Line([CallerLineNumber] int line = 0) => line;

    private static Exception Thrown(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e)
        {
            return e;
        }

        throw new UnreachableException();
    }
}
