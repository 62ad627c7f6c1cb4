namespace Arthas.Agent.Targets;

/// <summary>One .NET process that can be diagnosed. The same pid later is another target: <see cref="StartTime"/> tells them apart.</summary>
public sealed record Target
{
    /// <summary><c>app_host-pid</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The entry assembly's name.</summary>
    public required string App { get; init; }

    public required string Host { get; init; }

    public required int ProcessId { get; init; }

    /// <summary>In clock ticks since boot, as in field 22 of /proc/PID/stat.</summary>
    public required long StartTime { get; init; }

    /// <summary>Such as <c>.NET 10.0.12</c>.</summary>
    public required string Runtime { get; init; }

    public required int UserId { get; init; }
}
