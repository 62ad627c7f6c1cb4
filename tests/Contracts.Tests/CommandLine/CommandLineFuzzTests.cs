using Arthas.Contracts.CommandLine;
using Arthas.Fuzzing;
using FsCheck;
using FsCheck.Fluent;

namespace Arthas.Contracts.Tests.CommandLine;

/// <summary>Command lines of every kind: cut into words, never refused by an exception.</summary>
public sealed class CommandLineFuzzTests
{
    private static readonly Flag Before = new("before", "b", "d");
    private static readonly Option<int> Expand = new("expand", "x", "{default}") { Default = 1 };
    private static readonly Option<bool> Skip = new("skip", null, "d");

    private static readonly CommandSpec Spec = new()
    {
        Name = "watch",
        Summary = "s",
        Options =
        [
            Before.ToSpec(),
            Expand.ToSpec(),
            new() { LongName = "exception", ShortName = "e", Kind = ValueKind.Flag, Description = "d" },
            new() { LongName = "path", ShortName = "p", Multiple = true, Description = "d" },
            Skip.ToSpec(),
        ],
        Arguments = [new() { Name = "class", Required = true, Description = "d" }, new() { Name = "rest", Multiple = true, Description = "d" }],
    };

    private static readonly string[] Lines =
    [
        "watch demo.MathGame primeFactors '{params, returnObj}' -n 2 -x 3", "watch -be a b --skip true -p x -p y", "thread | grep -v x | wc -l > out.txt &", "a\\ b 'c d'\"e f\" --expand=2",
    ];

    private static Gen<string> AnyLine { get; } = Gen.OneOf(Texts.Any, Texts.Mutated(Gen.Elements(Lines)));

    [Fact]
    public void Any_line_is_cut_into_words() => Fuzz.Check(
        AnyLine,
        rounds: 2000,
        line =>
        {
            var words = CommandLineWords.Parse(line);
            Assert.All(Tokenizer.Tokenize(line), token => Assert.NotNull(token.Value));
            Assert.True(words.Words.Count <= line.Length + 1);
            Assert.All(words.Filters, filter => Assert.NotNull(filter));
        },
        Texts.Smaller);

    [Fact]
    public void Any_words_are_parsed_or_refused_with_a_message() => Fuzz.Check(
        AnyLine,
        rounds: 2000,
        line =>
        {
            var parsed = CommandParser.Parse(Spec, ["watch", .. Tokenizer.Words(line)]);
            Assert.True(parsed.Command is not null || parsed.HelpAsked || parsed.Message is { Length: > 0 });
            if (parsed.Command is { } command)
            {
                // What was accepted as a number is one.
                _ = command.Value(Expand);
                _ = command.Value(Before) | command.Value(Skip);
            }
        },
        Texts.Smaller);

    [Fact]
    public void Quoted_words_come_back_as_they_were() => Fuzz.Check(
        Texts.Any.Where(word => !word.StartsWith('|') && !word.EndsWith('|')).ListOf(),
        rounds: 1000,
        words => Assert.Equal(words, Tokenizer.Words(string.Join(" \t", words.Select(Quote)))));

    private static string Quote(string word) => "'" + word.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}
