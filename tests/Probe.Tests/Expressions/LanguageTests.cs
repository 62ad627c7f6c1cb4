namespace Arthas.Probe.Tests.Expressions;

/// <summary>The language by example: each expression of Language.txt, with what becomes of it in the indented line below.</summary>
public sealed class LanguageTests
{
    public static TheoryData<string, string> Examples
    {
        get
        {
            var examples = new TheoryData<string, string>();
            string? expression = null;
            foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Expressions/Language.txt")))
            {
                if (line.StartsWith("    ", StringComparison.Ordinal))
                {
                    examples.Add(expression!, line.Trim());
                }
                else
                {
                    expression = line;
                }
            }

            return examples;
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Expression_does_what_stands_below_it(string expression, string outcome) =>
        Assert.Equal(outcome, LanguageSamples.Outcome(expression));
}
