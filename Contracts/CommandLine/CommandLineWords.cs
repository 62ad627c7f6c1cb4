namespace Arthas.Contracts.CommandLine;

/// <summary>What a whole line asks for: a command with its words, what its text goes through, and where it ends up.</summary>
public sealed record CommandLineWords
{
    /// <summary>The command's name first; empty for a blank line.</summary>
    public required IReadOnlyList<string> Words { get; init; }

    /// <summary>The words after each <c>|</c>.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Filters { get; init; } = [];

    /// <summary>The word after <c>&gt;</c> or <c>&gt;&gt;</c>; empty when there is none, null without a redirect.</summary>
    public string? Output { get; init; }

    /// <summary>The redirect was <c>&gt;&gt;</c>.</summary>
    public bool Append { get; init; }

    /// <summary>The last word was <c>&amp;</c>.</summary>
    public bool Background { get; init; }

    /// <summary>
    /// <c>|</c>, <c>&gt;</c> and <c>&gt;&gt;</c> count by their value even when quoted, but only as whole words, so
    /// <c>#cost &gt; 100</c> is a redirect and <c>'#cost&gt;100'</c> is not; what follows the file name is ignored.
    /// </summary>
    public static CommandLineWords Parse(string line)
    {
        var all = Tokenizer.Words(line).ToList();
        var background = all.Count > 0 && all[^1] == "&";
        if (background)
        {
            all.RemoveAt(all.Count - 1);
        }

        var stages = new List<List<string>> { new() };
        var redirect = -1;
        for (var i = 0; i < all.Count && redirect < 0; i++)
        {
            switch (all[i])
            {
                // Before the command there is nothing to filter: `| grep x` is a command named `|`.
                case "|" when stages.Count > 1 || stages[0].Count > 0:
                    stages.Add([]);
                    break;
                case ">" or ">>" when stages[0].Count > 0:
                    redirect = i;
                    break;
                default:
                    stages[^1].Add(all[i]);
                    break;
            }
        }

        return new CommandLineWords
        {
            Words = stages[0],
            Filters = [.. stages.Skip(1).Where(stage => stage.Count > 0)],
            Output = redirect < 0 ? null : redirect + 1 < all.Count ? all[redirect + 1] : "",
            Append = redirect >= 0 && all[redirect] == ">>",
            Background = background,
        };
    }
}
