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
    /// confirms it, it is asked at the next pull; one that died with the answer had not sent it.
    /// </summary>
    [Alias("offer")]
    Task OfferAsync(long from, long seq, IHubNode node);

    /// <summary>The answer was sent, or the client went away before.</summary>
    [OneWay, Alias("confirm")]
    Task ConfirmAsync(long seq, bool delivered);
}
