using Arthas.Contracts.CommandLine;

namespace Arthas.Contracts.Tests.CommandLine;

public sealed class CommandLineWordsTests
{
    [Theory]
    [InlineData("sysprop", "sysprop")]
    [InlineData("sysprop | grep java", "sysprop")]
    [InlineData("sysprop a | grep java | wc -l", "sysprop a")]
    [InlineData("sysprop > file", "sysprop")]
    [InlineData("sysprop >> file rest", "sysprop")]
    [InlineData("watch a b &", "watch a b")]
    [InlineData("watch a b '&'", "watch a b")]
    [InlineData("watch & a b", "watch & a b")]
    [InlineData("watch a b {params} '#cost>100'", "watch a b {params} #cost>100")]
    [InlineData("watch a b {params} #cost > 100", "watch a b {params} #cost")]
    [InlineData("| grep", "| grep")]
    [InlineData("> x", "> x")]
    [InlineData("&", "")]
    [InlineData(" \t", "")]
    public void Parse_line_givesTheCommandsWords(string line, string words) =>
        Assert.Equal(words, string.Join(' ', CommandLineWords.Parse(line).Words));

    [Fact]
    public void Parse_pipes_givesEachFilterItsWords() =>
        Assert.Equal(
            ["grep -i java", "wc -l"],
            CommandLineWords.Parse("sysprop | grep -i java | wc -l > out").Filters.Select(words => string.Join(' ', words)));

    [Theory]
    [InlineData("echo a", null, false)]
    [InlineData("echo a > out", "out", false)]
    [InlineData("echo a >> out", "out", true)]
    [InlineData("echo a >", "", false)]
    [InlineData("echo a>b", null, false)]
    [InlineData("echo a | tee > out", "out", false)]
    public void Parse_redirect_givesTheFile(string line, string? file, bool append)
    {
        var parsed = CommandLineWords.Parse(line);

        Assert.Equal((file, append), (parsed.Output, parsed.Append));
    }

    [Theory]
    [InlineData("watch a b &", true)]
    [InlineData("watch a b & ", true)]
    [InlineData("watch a b&", false)]
    [InlineData("watch a & b", false)]
    public void Parse_trailingAmpersand_isBackground(string line, bool background) =>
        Assert.Equal(background, CommandLineWords.Parse(line).Background);
}
