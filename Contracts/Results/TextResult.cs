namespace Arthas.Contracts.Results;

/// <summary>What came out of a pipe: lines, with <c>\n</c> between them.</summary>
public sealed record TextResult : ControlResult
{
    public required string Text { get; init; }
    public override string Type => "text";
}
