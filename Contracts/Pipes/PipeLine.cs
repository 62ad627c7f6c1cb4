using System.Text.Json.Serialization;
using Arthas.Contracts.CommandLine;

namespace Arthas.Contracts.Pipes;

/// <summary>What the text of a command goes through, and the file it ends up in.</summary>
public sealed record PipeLine
{
    /// <summary>The words after each <c>|</c>, a filter's name first.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Filters { get; init; } = [];

    /// <summary>The word after <c>&gt;</c>; empty for a name to be made, null without a redirect.</summary>
    public string? Output { get; init; }

    /// <summary>The redirect was <c>&gt;&gt;</c>.</summary>
    public bool Append { get; init; }

    /// <summary>Null for a line whose results stay what they are. Words that name no filter are skipped, as in Arthas.</summary>
    public static PipeLine? Of(CommandLineWords line)
    {
        List<IReadOnlyList<string>> filters = [.. line.Filters.Where(words => PipeFilters.Find(words[0]) is not null)];
        return filters.Count == 0 && line.Output is null ? null : new PipeLine { Filters = filters, Output = line.Output, Append = line.Append };
    }

    /// <summary>What is wrong with it, before anything runs; null for nothing.</summary>
    [JsonIgnore]
    public string? Problem =>
        Filters.Select(words => PipeFilters.Find(words[0])!.ProblemOf(words)).FirstOrDefault(problem => problem is not null)
        ?? (Output is { Length: > 0 } name ? OutputFolder.ProblemOf(name) : null);
}
