namespace Arthas.Contracts.Results;

/// <summary>How a job ended: 0 for success, an interrupt included. Each job has exactly one.</summary>
public sealed record StatusResult : ControlResult
{
    public const string TypeName = "status";

    public required int StatusCode { get; init; }
    public string? Message { get; init; }
    public override string Type => TypeName;
}
