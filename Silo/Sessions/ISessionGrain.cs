using Arthas.Silo.Wire;

namespace Arthas.Silo.Sessions;

/// <summary>
/// One session, by its id: the members of <see cref="Contracts.Cluster.ISessions"/> that name one. Each may be called
/// again, so each is retried when a silo dies under it.
/// </summary>
[Alias("arthas.session")]
internal interface ISessionGrain : IGrainWithStringKey
{
    /// <summary>Makes the session under the id the caller chose; answers the first consumer.</summary>
    [Alias("open")]
    Task<string?> OpenAsync(Packed session, CancellationToken cancel);

    [Alias("touch")]
    Task<Packed> TouchAsync(string? userId, CancellationToken cancel);

    [Alias("join")]
    Task<string?> JoinAsync(CancellationToken cancel);

    [Alias("close")]
    Task<Packed> CloseAsync(CancellationToken cancel);

    [Alias("start-job")]
    Task<int> StartJobAsync(Packed job, CancellationToken cancel);

    [Alias("accept-job")]
    Task AcceptJobAsync(int jobId, CancellationToken cancel);

    [Alias("job")]
    Task<Packed> JobAsync(int jobId, CancellationToken cancel);

    [Alias("running")]
    Task<Packed> RunningAsync(CancellationToken cancel);

    [Alias("append")]
    Task<AppendedReply> AppendAsync(int jobId, long batch, Immutable<byte[]> results, CancellationToken cancel);

    /// <param name="results">The last of them is the status.</param>
    [Alias("end-job")]
    Task<AppendedReply> EndJobAsync(int jobId, long? batch, Immutable<byte[]> results, CancellationToken cancel);

    [Alias("drop")]
    Task<AppendedReply> DropAsync(int jobId, long batch, long results, CancellationToken cancel);

    [Alias("release-job")]
    Task ReleaseJobAsync(int jobId, CancellationToken cancel);

    [Alias("note")]
    Task<bool> NoteAsync(Immutable<byte[]> results, CancellationToken cancel);

    [Alias("pull")]
    Task<PulledReply> PullAsync(string consumerId, long? afterSeq, TimeSpan wait, CancellationToken cancel);

    [Alias("commit")]
    Task CommitAsync(string consumerId, long seq, CancellationToken cancel);

    [Alias("read-job")]
    Task<JobReadReply> ReadJobAsync(int jobId, long afterSeq, TimeSpan wait, CancellationToken cancel);

    [Alias("wait-end")]
    Task<bool> WaitEndAsync(int jobId, TimeSpan wait, CancellationToken cancel);
}
