using System.Text.Json;
using Arthas.Contracts.CommandLine;
using Arthas.Fuzzing;
using Arthas.Probe.Expressions;
using Arthas.Probe.Values;
using FsCheck;
using FsCheck.Fluent;

namespace Arthas.Probe.Tests.Expressions;

/// <summary>Whatever an expression says: a value that can be written, or one kind of exception with a message.</summary>
public sealed class ExpressionFuzzTests
{
    // What is a slip of ours, unless a called member threw it.
    private static readonly Type[] Slips = [typeof(NullReferenceException), typeof(IndexOutOfRangeException), typeof(KeyNotFoundException), typeof(ArgumentException), typeof(ArgumentNullException)];

    private static readonly string[] Pieces =
    [
        "params", "hound", "#cost", "#a", "=", "1", "2.5", "'x'", "\"yy\"", "null", "true", "+", "-", "*", "/", "%", "==", "!=", "<", ">", "(", ")", "[", "]", "{", "}", "#{", ":", "?", ",", ".", ".{", ".{?",
        "@", "@Math@", "new", "int", "instanceof", "string", "in", "not", "and", "or", "!", "~", "size()", "Name", "Age", "ToString()", ":[", "&", "|", "^", "$", "<<", "`c`", "'", "\"", "\\", "\ud83d\ude00", " ",
    ];

    [Theory]
    [InlineData(Role.Observe)]
    [InlineData(Role.Change)]
    public void Expression_of_the_grammar_gives_a_value_or_a_reason(Role allowed) =>
        Fuzz.Check(Ognl.Any, rounds: 3000, text => Evaluate(text, allowed), Texts.Smaller);

    [Fact]
    public void Expression_with_a_few_wrong_characters_gives_a_value_or_a_reason() =>
        Fuzz.Check(Texts.Mutated(Ognl.Any), rounds: 3000, text => Evaluate(text, Role.Observe), Texts.Smaller);

    [Fact]
    public void Any_text_gives_a_value_or_a_reason() =>
        Fuzz.Check(
            Gen.OneOf(Texts.Any, Gen.Elements(Pieces).ListOf().Resize(14).Select(pieces => string.Concat(pieces))),
            rounds: 5000,
            text => Evaluate(text, Role.Observe),
            Texts.Smaller);

    /// <summary>What the text says it needs is enough but for getters: what compiles as reading never assigns or makes anything.</summary>
    [Fact]
    public void Expression_that_only_reads_leaves_everything_as_it_was() => Fuzz.Check(
        Ognl.Any,
        rounds: 2000,
        text =>
        {
            var root = LanguageSamples.Root();
            var before = Everything(root);
            try
            {
                ExpressionCompiler.Compile(text).Evaluate(root, Eval.Variables(), new EvaluationContext { Role = Role.Observe, Strict = false });
            }
            catch (ExpressionException)
            {
                // Nor does a failed one.
            }

            Assert.Equal(before, Everything(root));
        },
        Texts.Smaller);

    private static string Everything(WatchRoot root) => Snapshot.Take(root, ValueLimits.Default with { Expand = 4, Budget = TimeSpan.FromSeconds(10) }).ToString();

    private static void Evaluate(string text, Role allowed)
    {
        try
        {
            var context = new EvaluationContext { Role = allowed, Strict = allowed == Role.Observe };
            var value = ExpressionCompiler.Compile(text).Evaluate(LanguageSamples.Root(), Eval.Variables(), context);
            using var json = JsonDocument.Parse(Snapshot.Take(value, ValueLimits.Default).ToString());
        }
        catch (ExpressionException told)
        {
            Assert.NotEmpty(told.Message);
            Assert.InRange(told.Position, -1, text.Length);
            Assert.True(
                told.InnerException is not { } inner || !(Slips.Contains(inner.GetType()) || inner.Message.StartsWith("Unable to cast", StringComparison.Ordinal)) || told.Message.Contains(" threw ", StringComparison.Ordinal),
                $"{text}: {told}");
        }
    }
}
