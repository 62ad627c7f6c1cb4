namespace Arthas.Contracts.Results;

public sealed record MessageResult : ControlResult
{
    public required string Message { get; init; }
    public override string Type => "message";
}
