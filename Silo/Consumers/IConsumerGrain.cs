using Arthas.Silo.Nodes;

namespace Arthas.Silo.Consumers;

/// <summary>
/// One reader of a session, by <see cref="ConsumerKey"/>: where it stands, and which of its pulls counts. Whether there is
/// such a consumer its session says, whom the node asks.
/// </summary>
[Alias("arthas.consumer")]
internal interface IConsumerGrain : IGrainWithStringKey
{
    /// <summary>
    /// A pull begins at this node; one that is parked at another is told to give way. Answers where the consumer stands: it
    /// has everything up to this seq; 0: it begins, with its preamble if it has one.
    /// </summary>
    /// <param name="afterSeq">Sets the position; null: where the consumer stands.</param>
    [Alias("enter")]
    Task<long> EnterAsync(long? afterSeq, IHubNode node);

    /// <summary>It has everything up to here. Never moves it back.</summary>
    [Alias("commit")]
    Task CommitAsync(long seq);

    /// <summary>
    /// The node is about to answer everything up to here, to a client that does not say where it stands. Unless the node
    /// confirms it, it is asked at the next pull; one that died with the answer had not sent it. False when the consumer
    /// does not stand where it did any more: another pull was answered meanwhile.
    /// </summary>
    [Alias("offer")]
    Task<bool> OfferAsync(ConsumerPosition offer);

    /// <summary>The answer was sent.</summary>
    [OneWay, Alias("confirm")]
    Task ConfirmAsync(Guid answer);

    /// <summary>The client went away before the answer was sent.</summary>
    [Alias("retract")]
    Task RetractAsync(Guid answer);
}
