namespace Arthas.Contracts.Results;

/// <summary>The echo of an <c>async_exec</c>.</summary>
public sealed record CommandResult : ControlResult
{
    public string? Command { get; init; }

    /// <summary>SCHEDULED or FAILED.</summary>
    public required string State { get; init; }

    public string? Message { get; init; }
    public override string Type => "command";
}
