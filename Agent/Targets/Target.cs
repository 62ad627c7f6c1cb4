using Arthas.Contracts.Cluster;

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

    public required int GroupId { get; init; }

    /// <summary>Null when it can be attached to; else why not, with what fixes it.</summary>
    public string? Unavailable { get; init; }

    /// <summary>The runtime's diagnostics socket, as this process sees it; empty where there is none.</summary>
    public required string DiagnosticsSocket { get; init; }

    /// <summary>Empty, or <c>/proc/PID/root</c> for a target in a container: what its own paths begin with for this process.</summary>
    public required string Root { get; init; }

    public TargetRecord Record => new(Id, App, Host, ProcessId, Runtime, Unavailable, StartTime);

    /// <summary>A path of the target's, as this process sees it.</summary>
    public string Outside(string path) => Root + path;
}
