namespace Arthas.Contracts.CommandLine;

public sealed record OptionSpec
{
    /// <summary>Without dashes: <c>limits</c>.</summary>
    public required string LongName { get; init; }

    /// <summary>Without the dash: <c>n</c>.</summary>
    public string? ShortName { get; init; }

    public required string Description { get; init; }

    public ValueKind Kind { get; init; } = ValueKind.Text;

    public bool Required { get; init; }

    /// <summary>May be given more than once, or take several values.</summary>
    public bool Multiple { get; init; }

    /// <summary>The only values that are accepted; empty for any.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];
}
