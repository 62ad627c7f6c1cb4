using Arthas.Hub.Api;

namespace Arthas.Hub.Sessions;

/// <summary>
/// Results on their way to a client. The consumer's position moves when all but the last byte has been handed to the
/// client's connection: late enough that a client that has gone away loses nothing, early enough that its next request
/// finds it done. To a client that does not say where it stands it moves on approval, until the last byte is out too.
/// </summary>
/// <param name="from">Where the consumer stood.</param>
/// <param name="to">Where it stands with these results.</param>
/// <param name="isSaid">The client says where it stands.</param>
internal sealed class Delivery(SessionClient sessions, string session, string consumer, long from, long to, bool isSaid) : IDelivery
{
    private readonly TaskCompletionSource<bool> _delivered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public long To => to;

    /// <summary>Completes when the client has it, or will never have it.</summary>
    public Task<bool> Delivered => _delivered.Task;

    public ValueTask MoveAsync(CancellationToken cancel) =>
        isSaid ? sessions.CommitAsync(session, consumer, to, cancel) : sessions.OfferAsync(session, consumer, from, this, cancel);

    public void End(bool delivered)
    {
        _delivered.TrySetResult(delivered);
        if (!isSaid)
        {
            sessions.Confirm(session, consumer, to, delivered);
        }
    }
}
