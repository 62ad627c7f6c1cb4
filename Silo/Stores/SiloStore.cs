using Arthas.Contracts.Cluster;
using Arthas.Hub.Engines;

namespace Arthas.Silo.Stores;

/// <summary>What the grains of a silo are shells over.</summary>
/// <param name="isShared">Every silo sees the same (Redis). False: this silo's memory, which is gone with it.</param>
/// <param name="sessionLease">How long a session lives without a request.</param>
internal abstract class SiloStore(bool isShared, TimeSpan sessionLease)
{
    private int _lastJobId;

    public abstract ISessionStore Sessions { get; }

    public abstract IFleet Fleet { get; }

    public bool IsShared => isShared;

    public TimeSpan SessionLease => sessionLease;

    /// <summary>The largest job number this silo has met: a counter that died with its silo goes on after it.</summary>
    public int LastJobId => Volatile.Read(ref _lastJobId);

    public void Saw(int jobId)
    {
        for (var last = LastJobId; jobId > last;)
        {
            last = Interlocked.CompareExchange(ref _lastJobId, jobId, last) is var found && found == last ? jobId : found;
        }
    }
}
