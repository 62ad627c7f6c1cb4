using System.Collections;
using System.Collections.Concurrent;
using System.Collections.ObjectModel;
using System.Text;
using System.Text.Json;
using Arthas.Contracts.CommandLine;
using Arthas.Probe.Expressions;
using Arthas.Probe.Values;

namespace Arthas.Probe.Tests.Values.Text;

public sealed class TextRendererTests
{
    private sealed record Order(string Id, decimal Total, int[] Lines);

    private sealed class Node
    {
        public Node? Next;
    }

    private sealed class Hostile
    {
        public int Fine = 1;

        public override string ToString() => throw new InvalidOperationException("asked");

        public override int GetHashCode() => throw new InvalidOperationException("asked");
    }

    private sealed class Loud(string text) : Exception
    {
        public override string Message => throw new InvalidOperationException(text);
    }

    private enum Colour
    {
        Red,
    }

    private static string Of(object? value, int expand = 1, int most = 1 << 20, int items = 10_000)
    {
        var limits = new ValueLimits(expand, most, items, TimeSpan.FromSeconds(10)) { Form = ValueForm.Text };
        return JsonDocument.Parse(Snapshot.Take(value, limits).ToString()).RootElement.GetString()!;
    }

    public static TheoryData<object?, string> Scalars => new()
    {
        { null, "null" },
        { 1, "@Int32[1]" },
        { -5L, "@Int64[-5]" },
        { (byte)200, "@Byte[200]" },
        { 1.0, "@Double[1.0]" },
        { 0.25f, "@Single[0.25]" },
        { double.NaN, "@Double[NaN]" },
        { 1.50m, "@Decimal[1.50]" },
        { true, "@Boolean[true]" },
        { 'c', "@Char[c]" },
        { '\n', "@Char[LF]" },
        { '\0', "@Char[NUL]" },
        { '\u007f', "@Char[DEL]" },
        { 'ä', "@Char[ä]" },
        { "text", "@String[text]" },
        { "a\r\nb\"", "@String[a\\r\\nb\"]" },
        { Colour.Red, "@Colour[Red]" },
        { DayOfWeek.Monday, "@DayOfWeek[Monday]" },
        { new DateTime(2024, 1, 2, 3, 4, 5, 678, DateTimeKind.Utc), "@DateTime[2024-01-02 03:04:05,678]" },
        { TimeSpan.FromSeconds(1.5), "@TimeSpan[00:00:01.5000000]" },
        { new Guid("00000000-0000-0000-0000-000000000001"), "@Guid[00000000-0000-0000-0000-000000000001]" },
        { typeof(string), "@Type[System.String]" },
        { new Uri("http://a/b"), "@Uri[http://a/b]" },
        { new StringBuilder("built"), "@StringBuilder[built]" },
    };

    [Theory]
    [MemberData(nameof(Scalars))]
    public void Scalar_is_shown_with_its_type(object? value, string text) => Assert.Equal(text, Of(value));

    [Fact]
    public void List_of_an_expression_opens_level_by_level()
    {
        var value = new List<object?> { new object?[] { 1 }, null };

        Assert.Equal("@ArrayList[\n    @Object[][isEmpty=false;size=1],\n    null,\n]", Of(value, expand: 1));
        Assert.Equal("@ArrayList[\n    @Object[][\n        @Int32[1],\n    ],\n    null,\n]", Of(value, expand: 2));
    }

    [Fact]
    public void Collections_that_are_closed_or_empty_tell_their_size()
    {
        object?[] value =
        [
            new List<int> { 1, 2 }, new Dictionary<string, int> { ["a"] = 1 }, new int[3], new int[2, 3], new Queue<int>(), new Hashtable(),
            new ReadOnlyCollection<int>([7]), new ConcurrentDictionary<int, int>(),
        ];

        Assert.Equal(
            """
            @Object[][
                @List`1[isEmpty=false;size=2],
                @Dictionary`2[isEmpty=false;size=1],
                @Int32[][isEmpty=false;size=3],
                @Int32[,][isEmpty=false;size=6],
                @Queue`1[isEmpty=true;size=0],
                @Hashtable[isEmpty=true;size=0],
                @ReadOnlyCollection`1[isEmpty=false;size=1],
                @ConcurrentDictionary`2[isEmpty=?;size=?],
            ]
            """.ReplaceLineEndings("\n"),
            Of(value));
        Assert.Equal("@List`1[isEmpty=true;size=0]", Of(new List<int>()));
        Assert.Equal("@ReadOnlyCollection`1[\n    @Int32[7],\n]", Of(new ReadOnlyCollection<int>([7])));
    }

    [Fact]
    public void Map_shows_both_sides()
    {
        var map = new OrderedMap { ["a"] = 1, [2] = null };

        Assert.Equal("@LinkedHashMap[\n    @String[a]:@Int32[1],\n    @Int32[2]:null,\n]", Of(map));
    }

    [Fact]
    public void Object_opens_to_its_fields_and_is_never_asked()
    {
        var order = new Order("x", 1.5m, [1]);

        Assert.Equal($"@Order[\n    Id=@String[x],\n    Total=@Decimal[1.5],\n    Lines=@Int32[][isEmpty=false;size=1],\n]", Of(order));
        Assert.Equal($"@Object[][\n    @Hostile[{typeof(Hostile)}],\n]", Of(new object[] { new Hostile() }));
        Assert.Equal("@Hostile[\n    Fine=@Int32[1],\n]", Of(new Hostile()));
    }

    [Fact]
    public void Cycle_ends_at_the_level()
    {
        var node = new Node();
        node.Next = node;

        Assert.Equal(4, Of(node, expand: 4).Split("Next=").Length - 1);
    }

    [Fact]
    public void Expand_0_is_the_bare_text()
    {
        Assert.Equal("5", Of(5, expand: 0));
        Assert.Equal("a\nb", Of("a\nb", expand: 0));
        Assert.Equal("null", Of(null, expand: 0));
        Assert.Equal("@Int32[][isEmpty=false;size=1]", Of(new[] { 1 }, expand: 0));
    }

    [Fact]
    public void Exception_opens_to_its_stack_trace()
    {
        var thrown = Assert.Throws<InvalidOperationException>(Throw);

        var text = Of(thrown);

        Assert.StartsWith($"System.InvalidOperationException: outer\n   at {typeof(TextRendererTests)}.Throw() in TextRendererTests.cs:line ", text, StringComparison.Ordinal);
        Assert.Contains("\nCaused by: System.ArgumentException: inner\n   at ", text, StringComparison.Ordinal);
        Assert.Equal("@Object[][\n    @InvalidOperationException[System.InvalidOperationException: outer],\n]", Of(new object[] { thrown }));
        Assert.StartsWith($"{typeof(Loud)}: Exception of type '{typeof(Loud)}' was thrown.", Of(new Loud("asked")), StringComparison.Ordinal);
    }

    [Fact]
    public void Task_shows_its_result()
    {
        Assert.Equal("@Task`1[\n    status=@TaskStatus[RanToCompletion],\n    result=@Int32[3],\n]", Of(Task.FromResult(3)));
        Assert.Equal("@ValueTask`1[\n    status=@TaskStatus[RanToCompletion],\n    result=@Int32[3],\n]", Of(new ValueTask<int>(3)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(300)]
    public void Text_past_its_limit_is_cut_and_says_so(int most)
    {
        var hint = $" Object size exceeds size limit: {most}, try to use `options object-size-limit <bytes>` to increase the limit.";

        foreach (var value in (object[])[new string('x', 1000), Enumerable.Range(0, 1000).ToArray(), new string('\n', 299), new StringBuilder(new string('x', 1000))])
        {
            var text = Of(value, most: most);
            Assert.EndsWith(hint, text, StringComparison.Ordinal);
            Assert.InRange(text.Length, 1, most + hint.Length);
        }
    }

    [Fact]
    public void Items_past_their_bound_are_counted()
    {
        Assert.EndsWith("\n    ...(991 more),\n]", Of(Enumerable.Range(0, 1000).ToArray(), items: 10), StringComparison.Ordinal);
    }

    [Fact]
    public void Long_text_is_whole()
    {
        var text = new string('x', 100_000) + "\n" + '\ud800';

        Assert.Equal($"@String[{new string('x', 100_000)}\\n\ufffd]", Of(text));
    }

    [Fact]
    public void Memory_shows_its_window()
    {
        Assert.Equal("@ReadOnlyMemory`1[\n    @Int32[2],\n    @Int32[3],\n]", Of(new ReadOnlyMemory<int>([1, 2, 3], 1, 2)));
        Assert.Equal("@ReadOnlyMemory`1[bc]", Of("abc".AsMemory(1)));
    }

    private static void Throw()
    {
        try
        {
            throw new ArgumentException("inner");
        }
        catch (ArgumentException e)
        {
            throw new InvalidOperationException("outer", e);
        }
    }
}
