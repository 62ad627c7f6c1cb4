namespace Arthas.Contracts.Results;

public sealed record WelcomeResult : ControlResult
{
    public string? MainClass { get; init; }

    /// <summary>In text, as clients expect it.</summary>
    public required string Pid { get; init; }

    /// <summary>Local time of the server, <c>yyyy-MM-dd HH:mm:ss.fff</c>.</summary>
    public required string Time { get; init; }

    public required string Version { get; init; }
    public required string Wiki { get; init; }
    public required string Tutorials { get; init; }
    public override string Type => "welcome";
}
