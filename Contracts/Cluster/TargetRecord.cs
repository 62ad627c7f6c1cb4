namespace Arthas.Contracts.Cluster;

/// <param name="Id"><c>app_host-pid</c>.</param>
/// <param name="Runtime">Such as <c>.NET 10.0.12</c>.</param>
/// <param name="Unavailable">Null when it can be attached to; else why not, with what fixes it.</param>
/// <param name="StartTime">In clock ticks since its host started. The same pid later is another target, and this tells them apart; null where it is not known.</param>
public sealed record TargetRecord(
    string Id,
    string App,
    string Host,
    int Pid,
    string Runtime,
    string? Unavailable = null,
    long? StartTime = null)
{
    /// <summary>Whether what was made for a process that started then is of another one than this, which has its pid now.</summary>
    public bool IsAfter(long? startTime) => startTime is { } then && StartTime is { } mine && then != mine;
}
