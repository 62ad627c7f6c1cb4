using Arthas.Contracts.Cluster;
using Arthas.Silo.Stores;
using Arthas.Silo.Wire;

namespace Arthas.Silo.Sessions;

/// <summary>
/// A shell over the store. Reentrant, because the store's changes are atomic: who waits here holds up nobody, and a
/// second activation during a partition does no harm.
/// </summary>
[Reentrant, PreferLocalPlacement]
internal sealed class SessionGrain(SiloStore store) : Grain, ISessionGrain
{
    private string Id => this.GetPrimaryKeyString();

    public async Task<string?> OpenAsync(Packed session, CancellationToken cancel)
    {
        Stay();
        return (await store.Sessions.OpenAsync(Id, session.To(SiloJson.Default.NewSession)!, cancel)).ConsumerId;
    }

    public async Task<Packed> TouchAsync(string? userId, CancellationToken cancel)
    {
        Stay();
        return Packed.Of(await store.Sessions.TouchAsync(Id, userId, cancel), SiloJson.Default.SessionState);
    }

    public async Task<string?> JoinAsync(CancellationToken cancel) => await store.Sessions.JoinAsync(Id, cancel);

    public async Task<Packed> CloseAsync(CancellationToken cancel)
    {
        var ran = await store.Sessions.CloseAsync(Id, cancel);
        // In this silo's memory an exec may yet come for the log of its job.
        if (store.IsShared)
        {
            DeactivateOnIdle();
        }

        return Packed.Of(ran, SiloJson.Default.IReadOnlyListJobState);
    }

    public async Task<int> StartJobAsync(Packed job, CancellationToken cancel)
    {
        var start = job.To(SiloJson.Default.NewJob)!;
        store.Saw(start.Key.JobId);
        return (int)await store.Sessions.StartJobAsync(start, cancel);
    }

    public async Task AcceptJobAsync(int jobId, CancellationToken cancel) =>
        await store.Sessions.AcceptJobAsync(new JobKey(Id, jobId), cancel);

    public async Task<Packed> JobAsync(int jobId, CancellationToken cancel) =>
        Packed.Of(await store.Sessions.JobAsync(new JobKey(Id, jobId), cancel), SiloJson.Default.JobState);

    public async Task<Packed> RunningAsync(CancellationToken cancel) =>
        Packed.Of(await store.Sessions.RunningAsync(Id, cancel), SiloJson.Default.IReadOnlyListJobState);

    public async Task<AppendedReply> AppendAsync(int jobId, long batch, Immutable<byte[]> results, CancellationToken cancel) =>
        AppendedReply.Of(await store.Sessions.AppendAsync(new JobKey(Id, jobId), batch, ResultBytes.Read(results.Value), cancel));

    public async Task<AppendedReply> EndJobAsync(int jobId, long? batch, Immutable<byte[]> results, CancellationToken cancel)
    {
        var all = ResultBytes.Read(results.Value);
        var end = new JobEnd { Batch = batch, Results = all[..^1], Status = all[^1] };
        return AppendedReply.Of(await store.Sessions.EndJobAsync(new JobKey(Id, jobId), end, cancel));
    }

    public async Task<AppendedReply> DropAsync(int jobId, long batch, long results, CancellationToken cancel) =>
        AppendedReply.Of(await store.Sessions.DropAsync(new JobKey(Id, jobId), batch, results, cancel));

    public async Task ReleaseJobAsync(int jobId, CancellationToken cancel) =>
        await store.Sessions.ReleaseJobAsync(new JobKey(Id, jobId), cancel);

    public async Task<bool> NoteAsync(Immutable<byte[]> results, CancellationToken cancel) =>
        await store.Sessions.NoteAsync(Id, ResultBytes.Read(results.Value), cancel);

    public async Task<PulledReply> PullAsync(string consumerId, long? afterSeq, TimeSpan wait, CancellationToken cancel)
    {
        Stay();
        return PulledReply.Of(await store.Sessions.PullAsync(Id, consumerId, afterSeq, wait, cancel));
    }

    public async Task CommitAsync(string consumerId, long seq, CancellationToken cancel) =>
        await store.Sessions.CommitAsync(Id, consumerId, seq, cancel);

    public async Task<JobReadReply> ReadJobAsync(int jobId, long afterSeq, TimeSpan wait, CancellationToken cancel) =>
        JobReadReply.Of(await store.Sessions.ReadJobAsync(new JobKey(Id, jobId), afterSeq, wait, cancel));

    public async Task<bool> WaitEndAsync(int jobId, TimeSpan wait, CancellationToken cancel) =>
        await store.Sessions.WaitEndAsync(new JobKey(Id, jobId), wait, cancel);

    /// <summary>What only this silo's memory holds is found only as long as its grain stays here.</summary>
    private void Stay()
    {
        if (!store.IsShared)
        {
            DelayDeactivation(store.SessionLease + TimeSpan.FromMinutes(1));
        }
    }
}
