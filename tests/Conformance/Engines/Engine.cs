using Arthas.Contracts.Cluster;
using Arthas.Hub.Sessions;

namespace Arthas.Conformance.Engines;

/// <summary>An engine to be tested. Options are set before the first use of a port.</summary>
public abstract class Engine : IAsyncDisposable
{
    public LogOptions Log { get; } = new() { PullBatching = TimeSpan.Zero };

    public LeaseOptions Leases { get; } = new();

    public abstract ISessions Sessions { get; }

    public abstract IFleet Fleet { get; }

    /// <summary>The ports as a second node of the cluster has them; the same where there is one node only.</summary>
    public virtual (ISessions Sessions, IFleet Fleet) Other => (Sessions, Fleet);

    /// <summary>What the code around the engine is given.</summary>
    public abstract TimeProvider Time { get; }

    /// <summary>What was asked and not waited for has reached the store: for an engine whose calls travel by different ways.</summary>
    public virtual Task SettleAsync() => Task.CompletedTask;

    /// <summary>Lets time pass for leases, deadlines and waits.</summary>
    public abstract Task PassAsync(TimeSpan time);

    /// <summary>Before a test; nothing is asked of the ports here, because options may be set after it.</summary>
    public virtual ValueTask StartAsync() => default;

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return default;
    }
}
