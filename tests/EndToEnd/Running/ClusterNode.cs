using System.Diagnostics;

namespace Arthas.EndToEnd.Running;

/// <summary>A hub node, the network between it and agents, and what a balancer thinks of it.</summary>
internal sealed class ClusterNode(HubProcess hub) : IAsyncDisposable
{
    private long _leftOutUntil;

    public HubProcess Hub => hub;

    public RunningProcess Process => hub.Process;

    /// <summary>What agents link to it through.</summary>
    public FaultProxy Network { get; } = new(hub.Api.Address);

    /// <summary>It did not answer a moment ago: others are asked meanwhile.</summary>
    public bool IsLeftOut => Stopwatch.GetTimestamp() < _leftOutUntil;

    /// <param name="hangs">It took the request and did not answer: such a one costs more to be tried again.</param>
    public void LeaveOut(bool hangs) => _leftOutUntil = Stopwatch.GetTimestamp() + (Stopwatch.Frequency * (hangs ? 10 : 1));

    public async ValueTask DisposeAsync()
    {
        await Network.DisposeAsync();
        await hub.DisposeAsync();
    }
}
