using System.Buffers;
using System.Text;
using Arthas.Hub.Api;

namespace Arthas.Hub.Tests.Api;

public sealed class ApiRequestReaderTests
{
    [Theory]
    [InlineData("""{"action":"exec"}""", "exec")]
    [InlineData("""{'action':'exec'}""", "exec")]
    [InlineData("""{"action":"exec",}""", "exec")]
    [InlineData("""/* a */ { /* b */ "action" /* c */ : "exec" /* d */ } // e""", "exec")]
    [InlineData("\uFEFF {\"action\":\t\"exec\"}\r\n", "exec")]
    [InlineData("""{"action":["exec"]}""", "exec")]
    [InlineData("""{"action":123}""", "123")]
    [InlineData("""{"action":-1.5e3}""", "-1.5e3")]
    [InlineData("""{"action":true}""", "true")]
    [InlineData("""{"action":null}""", null)]
    [InlineData("""{"ACTION":"x","Action":"x","session_id":1}""", null)]
    [InlineData("""{"action":"a","action":"b"}""", "b")]
    [InlineData("""{"unknown":{"a":[1,{"b":null},'c',],},"action":"exec"}""", "exec")]
    [InlineData("{}", null)]
    [InlineData("""{"action":"a\"\\\/\b\f\n\r\t\u0041\x42"}""", "a\"\\/\b\f\n\r\tAB")]
    [InlineData("{\"action\":\"line\nbreak\0\"}", "line\nbreak\0")]
    [InlineData("""{"action":"it's"}""", "it's")]
    [InlineData("""{'action':'say "x"'}""", "say \"x\"")]
    [InlineData("""{"action":"\ud83d\ude00"}""", "\ud83d\ude00")]
    [InlineData("""{"action":"\ud83d"}""", "\ufffd")]
    public void Read_lenientText_givesAction(string text, string? action) =>
        Assert.Equal(action, ApiRequestReader.Read(text).Action);

    [Theory]
    [InlineData("10000", 10000)]
    [InlineData("\"10000\"", 10000)]
    [InlineData("1.9", 1)]
    [InlineData("-1.9", -1)]
    [InlineData("1e4", 10000)]
    [InlineData("\"\"", null)]
    [InlineData("null", null)]
    [InlineData("true", 1)]
    [InlineData("false", 0)]
    [InlineData("[5]", 5)]
    public void Read_execTimeout_isTakenAsNumber(string value, int? expected) =>
        Assert.Equal(expected, ApiRequestReader.Read($$"""{"execTimeout":{{value}}}""").ExecTimeout);

    [Theory]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("\"9007199254740993\"", 9007199254740993)]
    [InlineData("0", 0L)]
    public void Read_afterSeq_isExact(string value, long expected) =>
        Assert.Equal(expected, ApiRequestReader.Read($$"""{"afterSeq":{{value}}}""").AfterSeq);

    [Fact]
    public void Read_blankIds_areAbsent()
    {
        var request = ApiRequestReader.Read("""{"sessionId":"","consumerId":" ","userId":"","target":"","requestId":""}""");

        Assert.Equal(new ApiRequest { RequestId = "" }, request);
    }

    [Theory]
    [InlineData("", "request body is empty")]
    [InlineData(" \r\n\t", "request body is empty")]
    [InlineData("null", "expected a JSON object, offset 0, line 1, column 1")]
    [InlineData("[]", "expected a JSON object")]
    [InlineData("\"x\"", "expected a JSON object")]
    [InlineData("not json", "expected a JSON object")]
    [InlineData("{", "the text ends too early")]
    [InlineData("{\"a\"", "the text ends too early")]
    [InlineData("{\"a\":", "the text ends too early")]
    [InlineData("{a:1}", "expected a quoted name, offset 1, line 1, column 2")]
    [InlineData("{\n \"a\" 1}", "expected ':', offset 7, line 2, column 6")]
    [InlineData("{\"a\":1 \"b\":2}", "expected ',' or '}'")]
    [InlineData("{\"a\":[1 2]}", "expected ',' or ']'")]
    [InlineData("{,}", "expected a quoted name")]
    [InlineData("{\"a\":1} x", "something follows the object")]
    [InlineData("{\"a\":1}{}", "something follows the object")]
    [InlineData("{\"a\":'x", "a string is not closed")]
    [InlineData("{\"a\":\"x\\", "a string is not closed")]
    [InlineData("{\"a\":\"\\q\"}", "unknown escape in a string")]
    [InlineData("{\"a\":\"\\u12\"}", "unknown escape in a string")]
    [InlineData("{\"a\":exec}", "unexpected 'exec'")]
    [InlineData("{\"a\":1-2}", "unexpected '1-2'")]
    [InlineData("{\"a\":NaN}", "unexpected 'NaN'")]
    [InlineData("{\"a\":}", "expected a value")]
    [InlineData("{\"a\":1 /* x", "a comment is not closed")]
    [InlineData("{\"action\":{}}", "expected a string, found an object")]
    [InlineData("{\"action\":[]}", "expected a single value, found an array")]
    [InlineData("{\"action\":[1,2]}", "expected a single value, found an array")]
    [InlineData("{\"action\":[[1]]}", "expected a single value, found an array")]
    [InlineData("{\"execTimeout\":\"abc\"}", "expected a number, found 'abc'")]
    [InlineData("{\"execTimeout\":2147483648}", "the number 2147483648 is out of range")]
    [InlineData("{\"execTimeout\":1e400}", "expected a number, found '1e400'")]
    [InlineData("{\"execTimeout\":{}}", "expected a number, found an object")]
    [InlineData("{\"afterSeq\":-1}", "the number -1 is out of range")]
    public void Read_brokenText_saysWhatAndWhere(string text, string message) =>
        Assert.StartsWith(message, Assert.Throws<LenientJsonException>(() => ApiRequestReader.Read(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData('[', ']')]
    [InlineData('{', '}')]
    public void Read_deepNesting_isRefused(char open, char close)
    {
        var one = open == '{' ? "{\"a\":" : "[";
        var text = "{\"x\":" + string.Concat(Enumerable.Repeat(one, 100_000)) + "1" + new string(close, 100_000) + "}";

        var wrong = Assert.Throws<LenientJsonException>(() => ApiRequestReader.Read(text));

        Assert.StartsWith("nested deeper than 64", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_millionDigits_isRefused() => Assert.Throws<LenientJsonException>(
        () => ApiRequestReader.Read($$"""{"execTimeout":{{new string('9', 1_000_000)}}}"""));

    [Fact]
    public void Read_notUtf8_isRefused()
    {
        byte[] body = [.. Encoding.UTF8.GetBytes("{\"action\":\""), 0xE9, .. "\"}"u8];

        var wrong = Assert.Throws<LenientJsonException>(() => ApiRequestReader.Read(new ReadOnlySequence<byte>(body)));

        Assert.Equal("the body is not UTF-8", wrong.Message);
    }

    [Fact]
    public void Read_anyPrefixOfARequest_neverFailsOtherwise()
    {
        const string Text = """{"action":"exec", 'command':"watch \"a\" \u0041", "execTimeout":["10000"], /* c */ "x":[{"y":[1.5e-3,true,null]}],}""";
        for (var length = 0; length < Text.Length; length++)
        {
            Assert.Throws<LenientJsonException>(() => ApiRequestReader.Read(Text.AsSpan(0, length)));
        }

        Assert.Equal("exec", ApiRequestReader.Read(Text).Action);
    }
}
