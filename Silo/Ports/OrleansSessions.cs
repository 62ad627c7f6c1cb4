using Arthas.Contracts.Cluster;
using Arthas.Hub.Sessions;
using Arthas.Silo.Sessions;
using Arthas.Silo.Stores;
using Arthas.Silo.Wire;

namespace Arthas.Silo.Ports;

/// <summary>The port of sessions on grains: what names a session goes to its grain, the rest to the nearest silo.</summary>
internal sealed partial class OrleansSessions(IGrainFactory grains, GrainCalls calls, TimeProvider time) : ISessions
{
    private IStoreGrain Store => grains.GetGrain<IStoreGrain>(0);

    public async ValueTask<OpenedSession> OpenAsync(NewSession session, CancellationToken cancel)
    {
        var id = SessionId.New();
        var packed = Packed.Of(session, SiloJson.Default.NewSession);
        return new OpenedSession(id, await calls.RunAsync(c => Session(id).OpenAsync(packed, c), cancel));
    }

    public async ValueTask<SessionState?> TouchAsync(string sessionId, string? userId, CancellationToken cancel) =>
        (await calls.RunAsync(c => Session(sessionId).TouchAsync(userId, c), cancel))
            .To(SiloJson.Default.SessionState);

    public ValueTask<string?> JoinAsync(string sessionId, CancellationToken cancel) =>
        calls.RunAsync(c => Session(sessionId).JoinAsync(c), cancel);

    public async ValueTask<IReadOnlyList<JobState>?> CloseAsync(string sessionId, CancellationToken cancel) =>
        (await calls.RunAsync(c => Session(sessionId).CloseAsync(c), cancel))
            .To(SiloJson.Default.IReadOnlyListJobState);

    public async ValueTask<IReadOnlyList<SessionState>> ListAsync(CancellationToken cancel) =>
        (await calls.RunAsync(c => Store.SessionsAsync(c), cancel))
            .To(SiloJson.Default.IReadOnlyListSessionState)!;

    public ValueTask<bool> NoteAsync(string sessionId, IReadOnlyList<Result> results, CancellationToken cancel)
    {
        var bytes = ResultBytes.Write(results).AsImmutable();
        return calls.RunAsync(c => Session(sessionId).NoteAsync(bytes, c), cancel);
    }

    public async ValueTask<Pulled> PullAsync(
        string sessionId, string consumerId, long? afterSeq, TimeSpan wait, CancellationToken cancel)
    {
        var consumer = grains.GetGrain<IConsumerGrain>(new ConsumerKey(sessionId, consumerId).ToString());
        return await PatientlyAsync(
            wait, async (left, c) => (await consumer.PullAsync(afterSeq, left, c)).ToPulled(), cancel);
    }

    public ValueTask CommitAsync(string sessionId, string consumerId, long seq, CancellationToken cancel) =>
        calls.RunAsync(c => grains.GetGrain<IConsumerGrain>(new ConsumerKey(sessionId, consumerId).ToString()).CommitAsync(seq, c), cancel);

    public async ValueTask<IReadOnlyList<Due>> TakeDueAsync(CancellationToken cancel) =>
        (await calls.RunAsync(c => Store.TakeDueAsync(c), cancel)).To(SiloJson.Default.IReadOnlyListDue)!;

    public ValueTask AddHistoryAsync(string line, CancellationToken cancel) => calls.RunAsync(c => Store.AddHistoryAsync(line, c), cancel);

    public async ValueTask<IReadOnlyList<string>> HistoryAsync(CancellationToken cancel) =>
        (await calls.RunAsync(c => Store.HistoryAsync(c), cancel)).To(SiloJson.Default.IReadOnlyListString)!;

    public ValueTask ClearHistoryAsync(CancellationToken cancel) => calls.RunAsync(c => Store.ClearHistoryAsync(c), cancel);

    private ISessionGrain Session(string id) => grains.GetGrain<ISessionGrain>(id);
}
