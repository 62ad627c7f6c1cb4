namespace Arthas.Silo.Sessions;

/// <summary>One reader of a session, by <see cref="ConsumerKey"/>.</summary>
[Alias("arthas.consumer")]
internal interface IConsumerGrain : IGrainWithStringKey
{
    [Alias("pull")]
    Task<PulledReply> PullAsync(long? afterSeq, TimeSpan wait, CancellationToken cancel);

    [Alias("commit")]
    Task CommitAsync(long seq, CancellationToken cancel);
}
