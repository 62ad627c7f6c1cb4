using System.Diagnostics;

namespace Arthas.EndToEnd.Running;

/// <summary>A hub node, the network between it and agents, and what a balancer thinks of it.</summary>
internal sealed class ClusterNode(HubProcess hub) : IAsyncDisposable
{
    private static readonly TimeSpan LeftOutFor = TimeSpan.FromSeconds(2);

    private long _failed;

    public HubProcess Hub => hub;

    public RunningProcess Process => hub.Process;

    /// <summary>What agents link to it through.</summary>
    public FaultProxy Network { get; } = new(hub.Api.Address);

    /// <summary>It did not answer a moment ago: others are asked meanwhile.</summary>
    public bool IsLeftOut => _failed != 0 && Stopwatch.GetElapsedTime(_failed) < LeftOutFor;

    public void LeaveOut() => _failed = Stopwatch.GetTimestamp();

    public async ValueTask DisposeAsync()
    {
        await Network.DisposeAsync();
        await hub.DisposeAsync();
    }
}
