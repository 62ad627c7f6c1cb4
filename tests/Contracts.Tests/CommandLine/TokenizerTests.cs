using Arthas.Contracts.CommandLine;

namespace Arthas.Contracts.Tests.CommandLine;

public sealed class TokenizerTests
{
    public static TheoryData<string, string[]> Lines => new()
    {
        { "", [] },
        { "   \t ", [] },
        { "version", ["version"] },
        { "  a \t b  ", ["a", "b"] },
        { "a\nb c", ["a\nb", "c"] },
        { "a\u00a0b", ["a\u00a0b"] },
        { "'a b' c", ["a b", "c"] },
        { "\"a b\" c", ["a b", "c"] },
        { """'a\b\' c""", [@"a\b\", "c"] },
        { """
          "a\"b"
          """, ["a\"b"] },
        { """
          "\d\\"
          """, [@"\d\\"] },
        { @"a\ b", ["a b"] },
        { @"\\d", [@"\d"] },
        { @"\d", ["d"] },
        { @"a\'b", ["a'b"] },
        { @"a\", ["a"] },
        { """
          a'b c'"d"
          """, ["ab cd"] },
        { "'' x", ["", "x"] },
        { "\"\"", [""] },
        { "'a\"b'", ["a\"b"] },
        { "\"a'b\"", ["a'b"] },
        { "a 'b c", ["a", "b c"] },
        { "a \"b c", ["a", "b c"] },
        { "thread| grep x", ["thread", "|", "grep", "x"] },
        { "thread |grep x", ["thread", "|", "grep", "x"] },
        { "thread|grep x", ["thread|grep", "x"] },
        { "a||b", ["a||b"] },
        { "x ||", ["x", "|", "|"] },
        { "x |", ["x", "|"] },
        { "echo 'a|'", ["echo", "a", "|"] },
        { "echo '|a'", ["echo", "|", "a"] },
        { "watch v&", ["watch", "v&"] },
        { "watch a b \"{params, returnObj, throwExp}\" ", ["watch", "a", "b", "{params, returnObj, throwExp}"] },
        { "watch *MathGame prime* '#{ \"params\" : params }' -n 3 ", ["watch", "*MathGame", "prime*", "#{ \"params\" : params }", "-n", "3"] },
        { "echo \ud83d\ude00 \0x", ["echo", "\ud83d\ude00", "\0x"] },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public void Words_line_splitsAsArthas(string line, string[] expected) =>
        Assert.Equal(expected, Tokenizer.Words(line));

    [Fact]
    public void Tokenize_blanks_areKeptInPlace() =>
        Assert.Equal([" ", "a", "\t ", "'b'", " "], Tokenizer.Tokenize(" a\t 'b' ").Select(token => token.Raw));

    [Fact]
    public void Tokenize_tenMegabytes_isLinear() =>
        Assert.Equal(2, Tokenizer.Words("echo '" + new string('\\', 10_000_000) + "'").Count);
}
