using Arthas.Silo.Stores;

namespace Arthas.Silo.Sessions;

/// <summary>
/// Where one reader waits, so that it holds up neither its session nor another reader. A store that all silos share
/// is asked from here; what one silo keeps in memory is asked where it is, by the session's grain.
/// </summary>
[Reentrant, PreferLocalPlacement]
internal sealed class ConsumerGrain(SiloStore store) : Grain, IConsumerGrain
{
    private ConsumerKey Key => ConsumerKey.Parse(this.GetPrimaryKeyString());

    public async Task<PulledReply> PullAsync(long? afterSeq, TimeSpan wait, CancellationToken cancel) => store.IsShared
        ? PulledReply.Of(await store.Sessions.PullAsync(Key.SessionId, Key.ConsumerId, afterSeq, wait, cancel))
        : await Session.PullAsync(Key.ConsumerId, afterSeq, wait, cancel);

    public async Task CommitAsync(long seq, CancellationToken cancel)
    {
        if (store.IsShared)
        {
            await store.Sessions.CommitAsync(Key.SessionId, Key.ConsumerId, seq, cancel);
        }
        else
        {
            await Session.CommitAsync(Key.ConsumerId, seq, cancel);
        }
    }

    private ISessionGrain Session => GrainFactory.GetGrain<ISessionGrain>(Key.SessionId);
}
