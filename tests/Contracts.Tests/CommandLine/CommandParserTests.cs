using Arthas.Contracts.CommandLine;

namespace Arthas.Contracts.Tests.CommandLine;

public sealed class CommandParserTests
{
    private static readonly CommandSpec Watch = new()
    {
        Name = "watch",
        Summary = "Display the input/output parameter",
        Options =
        [
            Option("before", "b", ValueKind.Flag),
            Option("exception", "e", ValueKind.Flag),
            Option("success", "s", ValueKind.Flag),
            Option("regex", "E", ValueKind.Flag),
            Option("expand", "x", ValueKind.Int32),
            Option("limits", "n", ValueKind.Int32),
            Option("sizeLimit", "M", ValueKind.Int64),
            Option("maxMatch", "m", ValueKind.Int32),
            Option("exclude-class-pattern", null, ValueKind.Text),
            Option("skipJDKMethod", null, ValueKind.Boolean),
            Option("path", "p", ValueKind.Text) with { Multiple = true },
        ],
        Arguments =
        [
            new() { Name = "class-pattern", Description = "class", Required = true },
            new() { Name = "method-pattern", Description = "method", Required = true },
            new() { Name = "express", Description = "express" },
            new() { Name = "condition-express", Description = "condition" },
        ],
    };

    private static readonly CommandSpec Vmtool = new()
    {
        Name = "vmtool",
        Summary = "jvm tool",
        Options =
        [
            Option("action", "a", ValueKind.Text) with { Required = true, Choices = ["getInstances", "forceGc"] },
            Option("className", null, ValueKind.Text) with { Required = true },
            Option("threshold", null, ValueKind.Double),
        ],
        Arguments = [new() { Name = "count", Description = "how many", Kind = ValueKind.Int32 }],
    };

    private static readonly CommandSpec Cat = new()
    {
        Name = "cat",
        Summary = "Concatenate and print files",
        Arguments = [new() { Name = "files", Description = "files", Required = true, Multiple = true }],
    };

    // The values as "key=value" in the order of their keys.
    public static TheoryData<string, string> Lines => new()
    {
        { "watch a b", "class-pattern=a method-pattern=b" },
        { "watch a b {params} '1==1'", "class-pattern=a condition-express=1==1 express={params} method-pattern=b" },
        { "watch a b c d superfluous", "class-pattern=a condition-express=d express=c method-pattern=b" },
        { "watch -n 3 a -x 2 b", "class-pattern=a expand=2 limits=3 method-pattern=b" },
        { "watch a b -n=3", "class-pattern=a limits=3 method-pattern=b" },
        { "watch a b -x2", "class-pattern=a expand=2 method-pattern=b" },
        { "watch a b --limits 3", "class-pattern=a limits=3 method-pattern=b" },
        { "watch a b --limits=3", "class-pattern=a limits=3 method-pattern=b" },
        { "watch a b --limit 3", "class-pattern=a limits=3 method-pattern=b" },
        { "watch a b -limits 3", "class-pattern=a limits=3 method-pattern=b" },
        { "watch a b -limits3", "class-pattern=a limits=3 method-pattern=b" },
        { "watch a b -bE", "before=true class-pattern=a method-pattern=b regex=true" },
        { "watch a b -bn5", "before=true class-pattern=a limits=5 method-pattern=b" },
        { "watch a b -bn 5", "before=true class-pattern=a limits=5 method-pattern=b" },
        { "watch -e a b -E", "class-pattern=a exception=true method-pattern=b regex=true" },
        { "watch -b true a", "before=true class-pattern=true method-pattern=a" },
        { "watch a b --nope", "class-pattern=a express=--nope method-pattern=b" },
        { "watch a b -z", "class-pattern=a express=-z method-pattern=b" },
        { "watch a b -bz", "before=true class-pattern=a express=-bz method-pattern=b" },
        { "watch a b -", "class-pattern=a express=- method-pattern=b" },
        { "watch a b -- -n 3", "class-pattern=a condition-express=3 express=-n method-pattern=b" },
        { "watch a b -n -1", "class-pattern=a limits=-1 method-pattern=b" },
        { "watch a b -n +1", "class-pattern=a limits=+1 method-pattern=b" },
        { "watch a b -n 1 -n 2", "class-pattern=a express=2 limits=1 method-pattern=b" },
        { "watch a b -M 9999999999", "class-pattern=a method-pattern=b sizeLimit=9999999999" },
        { "watch a b --skipJDKMethod false", "class-pattern=a method-pattern=b skipJDKMethod=false" },
        { "watch a b --skipJDKMethod YES", "class-pattern=a method-pattern=b skipJDKMethod=true" },
        { "watch a b --skipJDKMethod what", "class-pattern=a method-pattern=b skipJDKMethod=false" },
        { "watch a b -p x y -p z", "class-pattern=a method-pattern=b path=x,y,z" },
        { "watch a b '' \"{a, b}\"", "class-pattern=a condition-express={a, b} express= method-pattern=b" },
        { "watch a b --exclude-class-pattern '\"x y\"'", "class-pattern=a exclude-class-pattern=x y method-pattern=b" },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public void Parse_rightLine_givesValues(string line, string expected)
    {
        var outcome = CommandParser.Parse(Watch, Tokenizer.Words(line));

        Assert.NotNull(outcome.Command);
        Assert.Equal(expected, Flatten(outcome.Command.Values));
    }

    [Theory]
    [InlineData("watch", -10, "The argument 'class-pattern' is required")]
    [InlineData("watch a", -10, "The argument 'method-pattern' is required")]
    [InlineData("watch a b -n", -10, "The option 'limits' requires a value")]
    [InlineData("watch a b -n -b", -10, "The option 'limits' requires a value")]
    [InlineData("watch a b --ex 3", -10, "Ambiguous argument in command line: '--ex' matches [exception, expand, exclude-class-pattern]")]
    [InlineData("watch a b --ex=3", -10, "Ambiguous argument in command line: '--ex' matches [exception, expand, exclude-class-pattern]")]
    [InlineData("watch a b --before=true", -10, "The value 'true' is not accepted by 'before'")]
    [InlineData("watch a b -b=true", -10, "The value 'true' is not accepted by 'before'")]
    [InlineData("watch a b -n=1 -n=2", -10, "The value '2' is not accepted by 'limits'")]
    [InlineData("watch a b -n abc", 1, "Error during processing the command: Cannot inject value for option 'limits': 'abc' is not a 32-bit integer")]
    [InlineData("watch a b -n ''", 1, "Error during processing the command: Cannot inject value for option 'limits': '' is not a 32-bit integer")]
    [InlineData("watch a b -x 99999999999", 1, "Error during processing the command: Cannot inject value for option 'expand': '99999999999' is not a 32-bit integer")]
    [InlineData("watch a b -M 1.5", 1, "Error during processing the command: Cannot inject value for option 'sizeLimit': '1.5' is not a 64-bit integer")]
    public void Parse_wrongWatch_saysSo(string line, int status, string message) =>
        AssertWrong(Watch, line, status, message);

    [Theory]
    [InlineData("vmtool", -10, "The options [action, className] are required")]
    [InlineData("vmtool --action forceGc", -10, "The option [className] is required")]
    [InlineData("vmtool --action foo --className x", -10, "The value 'foo' is not accepted by 'action'")]
    [InlineData("vmtool -a forceGc --className x --threshold y", 1, "Error during processing the command: Cannot inject value for option 'threshold': 'y' is not a number")]
    [InlineData("vmtool -a forceGc --className x y", 1, "Error during processing the command: Cannot inject value for argument '0': 'y' is not a 32-bit integer")]
    public void Parse_wrongVmtool_saysSo(string line, int status, string message) =>
        AssertWrong(Vmtool, line, status, message);

    [Theory]
    [InlineData("watch -h")]
    [InlineData("watch --help")]
    [InlineData("watch a b --he")]
    public void Parse_helpOption_asksForHelp(string line)
    {
        var outcome = CommandParser.Parse(Watch, Tokenizer.Words(line));

        Assert.True(outcome.HelpAsked);
        Assert.Equal((-10, null), (outcome.StatusCode, outcome.Message));
    }

    [Fact]
    public void Parse_multipleArgument_takesTheRest() =>
        Assert.Equal("files=a,b,c", Flatten(CommandParser.Parse(Cat, ["cat", "a", "b", "c"]).Command!.Values));

    [Fact]
    public void Parse_multipleArgumentMissing_isRequired() => AssertWrong(Cat, "cat", -10, "The argument 'files' is required");

    private static void AssertWrong(CommandSpec spec, string line, int status, string message)
    {
        var outcome = CommandParser.Parse(spec, Tokenizer.Words(line));

        Assert.Null(outcome.Command);
        Assert.Equal((status, message), (outcome.StatusCode, outcome.Message));
    }

    private static OptionSpec Option(string name, string? shortName, ValueKind kind) =>
        new() { LongName = name, ShortName = shortName, Description = name, Kind = kind };

    private static string Flatten(IReadOnlyDictionary<string, IReadOnlyList<string>> values) => string.Join(
        ' ',
        values.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={string.Join(',', pair.Value)}"));
}
