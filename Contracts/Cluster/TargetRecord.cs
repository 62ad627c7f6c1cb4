namespace Arthas.Contracts.Cluster;

/// <param name="Id"><c>app_host-pid</c>.</param>
/// <param name="Runtime">Such as <c>.NET 10.0.12</c>.</param>
/// <param name="Unavailable">Null when it can be attached to; else why not, with what fixes it.</param>
public sealed record TargetRecord(string Id, string App, string Host, int Pid, string Runtime, string? Unavailable = null);
