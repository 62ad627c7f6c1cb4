namespace Arthas.Contracts.CommandLine;

public sealed record ArgumentSpec
{
    public required string Name { get; init; }

    public required string Description { get; init; }

    public ValueKind Kind { get; init; } = ValueKind.Text;

    public bool Required { get; init; }

    /// <summary>Takes all remaining words. Only the last argument may.</summary>
    public bool Multiple { get; init; }
}
