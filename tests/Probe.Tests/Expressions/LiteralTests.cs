using System.Numerics;
using Arthas.Probe.Expressions;

namespace Arthas.Probe.Tests.Expressions;

public class LiteralTests
{
    public static TheoryData<string, object?> Literals => new()
    {
        { "1", 1 },
        { "0", 0 },
        { "2147483647", int.MaxValue },
        { "2147483648", 2147483648L },
        { "-2147483648", int.MinValue },
        { "-2147483649", -2147483649L },
        { "9223372036854775807", long.MaxValue },
        { "9223372036854775808", BigInteger.Parse("9223372036854775808") },
        { "5l", 5L },
        { "5L", 5L },
        { "0x1F", 31 },
        { "0xFFFFFFFF", 4294967295L },
        { "0x1FL", 31L },
        { "0xabcd", 0xabcd },
        { "017", 15 },
        { "5h", new BigInteger(5) },
        { "5H", new BigInteger(5) },
        { "1.5", 1.5 },
        { ".5", 0.5 },
        { "1e3", 1000.0 },
        { "1.5e-3", 0.0015 },
        { "1.5f", 1.5f },
        { "2f", 2f },
        { "2d", 2.0 },
        { "1.5d", 1.5 },
        { "1.10b", 1.10m },
        { "5B", 5m },
        { "9.99m", 9.99m },
        { "-5", -5 },
        { "-1.5b", -1.5m },
        { "+5", 5 },
        { "true", true },
        { "false", false },
        { "null", null },
        { "'a'", 'a' },
        { "'ab'", "ab" },
        { "''", "" },
        { "\"a\"", "a" },
        { "\"\"", "" },
        { "`x`", 'x' },
        { "'it\\'s'", "it's" },
        { "\"say \\\"x\\\"\"", "say \"x\"" },
        { "\"it's\"", "it's" },
        { "'\\n\\t\\r\\b\\f\\\\'", "\n\t\r\b\f\\" },
        { "'\\u4f60\\u597d'", "你好" },
        { "'\\101\\60'", "A0" },
        { "'\\0'", '\0' },
        { "\"汉字\"", "汉字" },
        { "  1  ", 1 },
        { "\t1\n", 1 },
    };

    [Theory]
    [MemberData(nameof(Literals))]
    public void Literal_has_its_value_and_type(string text, object? expected)
    {
        var value = Eval.It(text);

        Assert.Equal(expected, value);
        Assert.Equal(expected?.GetType(), value?.GetType());
    }

    [Fact]
    public void List_keeps_order_and_nulls() =>
        Assert.Equal([1, "two", null, 3.0], Assert.IsType<List<object?>>(Eval.It("{1, 'two', null, 3.0}")));

    [Fact]
    public void List_may_be_empty() => Assert.Empty(Assert.IsType<List<object?>>(Eval.It("{}")));

    [Fact]
    public void Lists_nest() => Assert.Equal(new List<object?> { 2, 3 }, Eval.It("{1, {2, 3}}[1]"));

    [Fact]
    public void Map_keeps_the_order_it_is_written_in()
    {
        var map = Assert.IsType<OrderedMap>(Eval.It("#{ \"z\" : 1, \"a\" : 2, \"m\" : params[0] }"));

        Assert.Equal(["z", "a", "m"], map.Keys);
        Assert.Equal([1, 2, 150], map.Values);
    }

    [Fact]
    public void Map_of_the_documents_has_its_three_entries()
    {
        var map = Assert.IsType<OrderedMap>(Eval.It("#{ \"params\" : params, \"returnObj\" : returnObj, \"throwExp\": throwExp}"));

        Assert.Equal(["params", "returnObj", "throwExp"], map.Keys);
    }

    [Theory]
    [InlineData("#{'a': 1}.a", 1)]
    [InlineData("#{'a': 1}['a']", 1)]
    [InlineData("#{'a': 1}[\"a\"]", 1)]
    [InlineData("#{\"a\": 1}['a']", 1)]
    [InlineData("#{1: 'one'}[1]", "one")]
    [InlineData("#{null: 'none'}.size()", 1)]
    [InlineData("#{'a': 1, 'a': 2}.a", 2)]
    [InlineData("#{'a': true ? 1 : 2}.a", 1)]
    [InlineData("#{'a'}.a", null)]
    [InlineData("#{'a': 1}.b", null)]
    [InlineData("#{}.size()", 0)]
    [InlineData("#{}.isEmpty", true)]
    [InlineData("#@java.util.LinkedHashMap@{'a': 1}.a", 1)]
    [InlineData("#{'k': 1, 'l': 2}.keys[1]", 'l')]
    [InlineData("#{'k': 1, 'l': 2}.values[1]", 2)]
    [InlineData("#{'k': 1}.containsKey('k')", true)]
    public void Map_gives_its_entries(string text, object? expected) => Assert.Equal(expected, Eval.It(text));

    [Fact]
    public void Array_with_items_is_typed() => Assert.Equal(new[] { 1, 2, 3 }, Assert.IsType<int[]>(Eval.It("new int[] {1, 2L, '\u0003'}")));

    [Fact]
    public void Array_with_length_holds_defaults() => Assert.Equal(new string?[2], Assert.IsType<string[]>(Eval.It("new String[2]")));

    [Fact]
    public void Array_of_arrays_is_made_from_lists() =>
        Assert.Equal([1, 2], Assert.IsType<List<int>[]>(Eval.It("new List<int>[] {{1, 2}}"))[0]);
}
