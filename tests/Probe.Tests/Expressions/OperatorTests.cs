using System.Numerics;
using Arthas.Probe.Expressions;

namespace Arthas.Probe.Tests.Expressions;

public class OperatorTests
{
    public static TheoryData<string, object?> Arithmetic => new()
    {
        { "1 + 2", 3 },
        { "1 + 2 * 3", 7 },
        { "(1 + 2) * 3", 9 },
        { "10 - 3 - 2", 5 },
        { "100 / 10 / 2", 5 },
        { "7 / 2", 3 },
        { "-7 / 2", -3 },
        { "7 % 3", 1 },
        { "-7 % 3", -1 },
        { "7.0 / 2", 3.5 },
        { "1 + 2L", 3L },
        { "1 + 2.5", 3.5 },
        { "1.5f + 1.5f", 3f },
        { "1.5f + 1", 2.5 },
        { "1.5f + 1.5", 3.0 },
        { "1 + 2b", 3m },
        { "1.5 + 2b", 3.5m },
        { "1 + 2h", new BigInteger(3) },
        { "1h shl 70", BigInteger.Pow(2, 70) },
        { "2h - 3", new BigInteger(-1) },
        { "-(5h)", new BigInteger(-5) },
        { "~5h", new BigInteger(-6) },
        { "6h & 3", new BigInteger(2) },
        { "2147483647 + 1", int.MinValue },
        { "2147483647 + 1L", 2147483648L },
        { "-2147483648 / -1", int.MinValue },
        { "-2147483648 % -1", 0 },
        { "true + 1", 2 },
        { "`a` - 1", 96 },
        { "`a` * 2", 194 },
        { "1.0 / 0", double.PositiveInfinity },
        { "\"3\" * 2", 6.0 },
        { "'12' * 2", 24.0 },
        { "null * 2", 0.0 },
        { "-(1 + 2)", -3 },
        { "- - 5", 5 },
        { "-1.5", -1.5 },
        { "-params[0]", -150 },
        { "target.Price * 2", 19.98m },
        { "target.Price + 1", 10.99m },
        { "target.Price * 1e40", 9.99e40 },
        { "2 * #cost", 25.0 },
        { "target.Big + 1", ulong.MaxValue - 1 + 1 },
        { "target.Big - 1 == 18446744073709551613", true },
        { "target.Tiny + target.Tiny", 400 },
        { "~5", -6 },
        { "~5L", -6L },
        { "5 & 3", 1 },
        { "5 band 3", 1 },
        { "5 | 3", 7 },
        { "5 bor 3", 7 },
        { "5 ^ 3", 6 },
        { "5 xor 3", 6 },
        { "true & false", false },
        { "true | false", true },
        { "true ^ true", false },
        { "1 << 4", 16 },
        { "1 shl 4", 16 },
        { "1L shl 40", 1L << 40 },
        { "-16 >> 2", -4 },
        { "-16 shr 2", -4 },
        { "-16 >>> 28", 15 },
        { "-16 ushr 28", 15 },
        { "1 << 2 + 1", 8 },
        { "1 | 2 ^ 3 & 4", 1 | (2 ^ (3 & 4)) },
        { "target.Rights & 2", 2 },
        { "(target.Rights & 4) != 0", false },
        { "(target.Born - target.Born).Ticks", 0L },
        { "target.Born + @TimeSpan@FromDays(1) > target.Born", true },
    };

    public static TheoryData<string, object?> Text => new()
    {
        { "'a' + 'b'", "ab" },
        { "'ab' + 'cd'", "abcd" },
        { "'n: ' + 1 + 2", "n: 12" },
        { "1 + 2 + ' n'", "3 n" },
        { "'x' + null", "xnull" },
        { "null + 'x'", "nullx" },
        { "'x' + true", "xtrue" },
        { "'x' + 1.5", "x1.5" },
        { "'x' + 1.50b", "x1.50" },
        { "'x' + target.Mood", "xActive" },
        { "'x' + target.Id", "x11111111-2222-3333-4444-555555555555" },
        { "'at ' + target.Born", "at 2020-05-17T00:00:00.0000000Z" },
        { "params[1] + '!'", "hello!" },
        { "`a` + 1", "a1" },
        { "'' + target", "Dog Bella" },
    };

    public static TheoryData<string, object?> Logic => new()
    {
        { "true && false", false },
        { "true and true", true },
        { "false || true", true },
        { "false or false", false },
        { "!true", false },
        { "not true", false },
        { "not not true", true },
        { "!0", true },
        { "!null", true },
        { "!'x'", false },
        { "1 && 2", 2 },
        { "0 && 2", 0 },
        { "null || 'default'", "default" },
        { "0 || null || 7 || 8", 7 },
        { "false && params[99]", false },
        { "true || params[99]", true },
        { "true ? 1 : 2", 1 },
        { "false ? 1 : 2", 2 },
        { "null ? 1 : 2", 2 },
        { "true ? false ? 1 : 2 : 3", 2 },
        { "false ? 1 : true ? 2 : 3", 2 },
        { "1 > 2 ? 'x' : 'yy'", "yy" },
        { "true || false && false", true },
        { "1 == 1 && 2 == 2", true },
        { "1, 2, 3", 3 },
        { "#a = 1, #a + 1", 2 },
        { "(#a = 1, #a + 1) * 2", 4 },
        { "#a = #b = 3, #a + #b", 6 },
    };

    public static TheoryData<string, bool> Comparisons => new()
    {
        { "1 == 1", true },
        { "1 eq 1", true },
        { "1 == 2", false },
        { "1 != 2", true },
        { "1 neq 1", false },
        { "1 < 2", true },
        { "1 lt 2", true },
        { "2 <= 2", true },
        { "2 lte 1", false },
        { "3 > 2", true },
        { "3 gt 3", false },
        { "3 >= 3", true },
        { "3 gte 4", false },
        { "1 == 1L", true },
        { "1 == 1.0", true },
        { "1 == 1.0b", true },
        { "1 == 1h", true },
        { "1L == 1h", true },
        { "1.5 == 1.5b", true },
        { "0.1 == 0.1b", true },
        { "target.Price == 9.99", true },
        { "target.Price > 9", true },
        { "target.Price < '10.5'", true },
        { "target.Big > 0", true },
        { "target.Big > -1", true },
        { "target.Big == 18446744073709551614", true },
        { "target.Tiny == 200", true },
        { "1e300 > 1b", true },
        { "9223372036854775807 > 9223372036854775806", true },
        { "9223372036854775808 > 9223372036854775807", true },
        { "0.0 / 0 == 0.0 / 0", false },
        { "0.0 / 0 != 1", true },
        { "0.0 / 0 > 1", false },
        { "0.0 / 0 < 1", false },
        { "'a' == 'a'", true },
        { "'a' == \"a\"", true },
        { "\"a\" == 'a'", true },
        { "'abc' == \"abc\"", true },
        { "'abc' == 'abd'", false },
        { "'abc' < 'abd'", true },
        { "'b' > \"a\"", true },
        { "'Z' < 'a'", true },
        { "'a' == 97", true },
        { "`a` < `b`", true },
        { "\"5\" == 5", true },
        { "'12' == 12", true },
        { "'12' > 7", true },
        { "7 < '12'", true },
        { "'12.5' == 12.5", true },
        { "'abc' == 12", false },
        { "'abc' != 12", true },
        { "'true' == true", true },
        { "true == true", true },
        { "true == 1", true },
        { "false == 1", false },
        { "null == null", true },
        { "null == 0", false },
        { "0 == null", false },
        { "null != 1", true },
        { "'null' == null", false },
        { "null < 5", true },
        { "null > 5", false },
        { "params[2] == null", true },
        { "params[1] == 'hello'", true },
        { "params[1].length() == 5", true },
        { "params[1][0] == 'h'", true },
        { "target.Mood == 'Active'", true },
        { "target.Mood == 'active'", true },
        { "target.Mood == 'Closed'", false },
        { "target.Mood == 'nonsense'", false },
        { "'Active' == target.Mood", true },
        { "target.Mood == 1", true },
        { "target.Mood > 0", true },
        { "target.Mood != 5", true },
        { "target.Rights == 3", true },
        { "target.Rights == 'Read, Write'", true },
        { "target.Born == '2020-05-17T00:00:00Z'", true },
        { "target.Born > '2019-01-01'", true },
        { "'2019-01-01' < target.Born", true },
        { "target.Born < @DateTime@UtcNow", true },
        { "target.Id == '11111111-2222-3333-4444-555555555555'", true },
        { "target.Id == '11111111-2222-3333-4444-000000000000'", false },
        { "target.Id == 'no guid'", false },
        { "target == target", true },
        { "target == target.Friend", false },
        { "new int[] {1, 2} == new int[] {1, 2}", true },
        { "new int[] {1, 2} == new int[] {1, 3}", false },
        { "orders[0] == orders[0]", true },
        { "orders[0] == new Arthas.Probe.Tests.Expressions.Order('A1', 3)", true },
        { "1 < 2 == true", true },
        { "2 in {1, 2, 3}", true },
        { "4 in {1, 2, 3}", false },
        { "4 not in {1, 2, 3}", true },
        { "2 not in {1, 2, 3}", false },
        { "'a' in {\"a\"}", true },
        { "2L in {1, 2, 3}", true },
        { "5 in returnObj", true },
        { "null in {null}", true },
        { "1 in null", false },
        { "'two' in map", true },
        { "params[0] in {100, 150}", true },
        { "params[0] instanceof int", true },
        { "params[0] instanceof System.Int32", true },
        { "params[0] instanceof Integer", true },
        { "params[0] instanceof java.lang.Integer", true },
        { "params[0] instanceof long", false },
        { "params[1] instanceof string", true },
        { "params[1] instanceof java.lang.String", true },
        { "params[1] instanceof String", true },
        { "null instanceof string", false },
        { "target instanceof Arthas.Probe.Tests.Expressions.Animal", true },
        { "target instanceof Hound", true },
        { "target instanceof ICalled", true },
        { "returnObj instanceof System.Collections.Generic.List`1", true },
        { "returnObj instanceof List<int>", true },
        { "returnObj instanceof List<string>", false },
        { "returnObj instanceof System.Collections.Generic.List`1[System.Int32]", true },
        { "returnObj instanceof System.Collections.Generic.IEnumerable`1[[System.Int32, System.Private.CoreLib]]", true },
        { "returnObj instanceof java.util.List", true },
        { "map instanceof java.util.Map", true },
        { "params instanceof object[]", true },
        { "target.Grid instanceof int[,]", true },
        { "throwExp instanceof java.lang.IllegalArgumentException", true },
        { "throwExp instanceof ArgumentException && isReturn", true },
        { "!throwExp instanceof java.lang.Throwable", false },
        { "throwExp instanceof Arthas.Probe.Tests.Expressions.Outer+Inner", false },
        { "throwExp instanceof ArgumentException ? true : false", true },
    };

    [Theory]
    [MemberData(nameof(Arithmetic))]
    public void Arithmetic_promotes_as_ognl_does(string text, object? expected)
    {
        var value = Eval.It(text);

        Assert.Equal(expected, value);
        Assert.Equal(expected?.GetType(), value?.GetType());
    }

    [Theory]
    [MemberData(nameof(Text))]
    public void Plus_joins_strings(string text, object? expected) => Assert.Equal(expected, Eval.It(text));

    [Theory]
    [MemberData(nameof(Logic))]
    public void Logic_gives_the_operand_that_decides(string text, object? expected) => Assert.Equal(expected, Eval.It(text));

    [Theory]
    [MemberData(nameof(Comparisons))]
    public void Comparison_sees_values_and_not_types(string text, bool expected) => Assert.Equal(expected, Eval.It(text));

    [Theory]
    [InlineData("1 / 0", "division by zero", 2)]
    [InlineData("1 % 0", "division by zero", 2)]
    [InlineData("1b / 0", "division by zero", 3)]
    [InlineData("1h / 0", "division by zero", 3)]
    [InlineData("'abc' * 2", "\"abc\" is not a number", 6)]
    [InlineData("null + 1", "cannot add null and 1", 5)]
    [InlineData("'abc' < 5", "cannot compare \"abc\" with 5", 6)]
    [InlineData("target > 5", "cannot compare", 7)]
    [InlineData("null < 'abc'", "cannot compare null with \"abc\"", 5)]
    [InlineData("1.5 & 1", "is not a whole number", 4)]
    [InlineData("~'x '", "is not a whole number", 0)]
    [InlineData("-target", "is not a number", 0)]
    [InlineData("79228162514264337593543950335b + 1", "Value was either too large", 31)]
    [InlineData("1h shl 100000000", "bits", 3)]
    public void Wrong_operand_is_named_with_its_position(string text, string message, int position)
    {
        var failure = Eval.Fails(text);

        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
        Assert.Equal(position, failure.Position);
    }

    [Fact]
    public void String_that_doubles_itself_is_stopped() =>
        Assert.Contains("makes more than", Eval.Fails("#a = 'xxxxxxxxxxxxxxxx', " + string.Concat(Enumerable.Repeat("#a = #a + #a, ", 40)) + "1").Message, StringComparison.Ordinal);

    [Fact]
    public void Number_that_squares_itself_is_stopped() =>
        Assert.Contains("a number of more than", Eval.Fails("#a = 3h, " + string.Concat(Enumerable.Repeat("#a = #a * #a, ", 40)) + "1").Message, StringComparison.Ordinal);

    [Fact]
    public void Sum_of_thousands_needs_no_stack() => Assert.Equal(20_000, ExpressionCompiler.Compile("1" + string.Concat(Enumerable.Repeat("+1", 19_999))).Evaluate(null));
}
