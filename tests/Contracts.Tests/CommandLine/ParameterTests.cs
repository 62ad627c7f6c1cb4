using Arthas.Contracts.CommandLine;

namespace Arthas.Contracts.Tests.CommandLine;

public sealed class ParameterTests
{
    private static readonly Option<int> Limits = new("limits", "n", "how often ({default} by default)") { Default = 100 };
    private static readonly Option<int?> Index = new("index", "i", "which one");
    private static readonly Option<bool> Skip = new("skip", null, "{default} by default") { Default = true };
    private static readonly Option<IReadOnlyList<string>> Path = new("path", "p", "where") { Default = [] };
    private static readonly Flag Verbose = new("verbose", "v", "say more");
    private static readonly Argument<string?> Class = new("class-pattern", "which class") { Required = true };

    private static readonly CommandSpec Spec = new()
    {
        Name = "watch",
        Summary = "s",
        Options = new IOption[] { Limits, Index, Skip, Path, Verbose }.ToSpecs(),
        Arguments = new IArgument[] { Class }.ToSpecs(),
    };

    [Fact]
    public void Value_nothingGiven_isTheDefault()
    {
        var command = Parse("watch C");

        Assert.Equal((100, null, true, false), (command.Value(Limits), command.Value(Index), command.Value(Skip), command.Value(Verbose)));
        Assert.Empty(command.Value(Path));
        Assert.Equal(7, command.ValueOr(Limits, 7));
        Assert.False(command.Has(Limits));
    }

    [Fact]
    public void Value_given_isOfItsType()
    {
        var command = Parse("watch C -n 5 -i 1000 --skip no -v -p a -p b");

        Assert.Equal((5, 1000, false, true), (command.Value(Limits), command.Value(Index), command.Value(Skip), command.Value(Verbose)));
        Assert.Equal(["a", "b"], command.Value(Path));
        Assert.Equal("C", command.Value(Class));
        Assert.Equal(5, command.ValueOr(Limits, 7));
        Assert.True(command.Has(Limits));
    }

    [Fact]
    public void ToSpec_carriesWhatTheDeclarationSays()
    {
        Assert.Equal(["how often (100 by default)", "which one", "true by default", "where", "say more"], Spec.Options.Select(option => option.Description));
        Assert.Equal([ValueKind.Int32, ValueKind.Int32, ValueKind.Boolean, ValueKind.Text, ValueKind.Flag], Spec.Options.Select(option => option.Kind));
        Assert.Equal(["path"], Spec.Options.Where(option => option.Multiple).Select(option => option.LongName));
        Assert.True(Spec.Arguments[0].Required);
    }

    [Fact]
    public void With_anotherDefault_saysItInTheHelp() =>
        Assert.Equal("how often (3 by default)", (Limits with { Default = 3 }).Help);

    [Fact]
    public void WithoutLetter_keepsTheRest()
    {
        var option = ((IOption)Limits).WithoutLetter();

        Assert.Equal(("limits", null, Limits.Help), (option.Name, option.Letter, option.Help));
    }

    [Theory]
    [InlineData(10 * 1024 * 1024, "10 * 1024 * 1024")]
    [InlineData(128 * 1024, "128 * 1024")]
    [InlineData(1024, "1024")]
    [InlineData(1000, "1000")]
    public void InFactors_bytes_readAsArthasWritesThem(int bytes, string text) => Assert.Equal(text, ByteCount.InFactors(bytes));

    private static ParsedCommand Parse(string line) => CommandParser.Parse(Spec, Tokenizer.Words(line)).Command!;
}
