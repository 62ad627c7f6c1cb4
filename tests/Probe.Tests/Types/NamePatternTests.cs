using System.Diagnostics;
using Arthas.Probe.Types;

namespace Arthas.Probe.Tests.Types;

public sealed class NamePatternTests
{
    [Theory]
    [InlineData("demo.MathGame", "demo.MathGame", true)]
    [InlineData("demo/MathGame", "demo.MathGame", true)]
    [InlineData("demo.MathGame", "demo.MathGame2", false)]
    [InlineData("*MathGame", "demo.MathGame", true)]
    [InlineData("demo.*", "demo.MathGame", true)]
    [InlineData("de?o.Math*", "demo.MathGame", true)]
    [InlineData("de?o", "deo", false)]
    [InlineData("*", "", true)]
    [InlineData("**a**b*", "xxaxxbxx", true)]
    [InlineData("a*c", "abcb", false)]
    [InlineData(@"a\*", "a*", true)]
    [InlineData(@"a\*", "ab", false)]
    [InlineData("demo.Outer+Inner`1", "demo.Outer+Inner`1", true)]
    public void Matches_wildcard_whole_name(string pattern, string name, bool expected) =>
        Assert.Equal(expected, NamePattern.ForTypes(pattern, regex: false).Matches(name));

    [Theory]
    [InlineData(@"demo\.Math.*", "demo.MathGame", true)]
    [InlineData("Math", "demo.MathGame", false)]
    [InlineData("a|b", "b", true)]
    [InlineData("a|b", "ab", false)]
    [InlineData("(?=demo).*", "demo.MathGame", true)]
    public void Matches_regex_whole_name(string pattern, string name, bool expected) =>
        Assert.Equal(expected, NamePattern.ForTypes(pattern, regex: true).Matches(name));

    [Fact]
    public void ForTypes_wrong_regex_says_so() =>
        Assert.Contains("'x('", Assert.Throws<PatternException>(() => NamePattern.ForTypes("x(", regex: true)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("(a+)+b", true)]
    [InlineData(@"(?=a)(a+)+\1b", true)]
    [InlineData("*a*a*a*a*a*a*a*a*a*a*a*a*b", false)]
    public void Matches_catastrophic_pattern_ends_soon(string pattern, bool regex)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            NamePattern.ForTypes(pattern, regex).Matches(new string('a', 5_000));
        }
        catch (PatternException)
        {
            // Said to be too slow: an answer as well.
        }

        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void ForMethods_init_is_the_constructor() => Assert.True(NamePattern.ForMethods("<init>", regex: false).Matches(".ctor"));
}
